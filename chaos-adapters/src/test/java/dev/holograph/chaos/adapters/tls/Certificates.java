package dev.holograph.chaos.adapters.tls;

import dev.holograph.chaos.plan.Tls;
import dev.holograph.chaos.plan.Tls.PemFile;
import dev.holograph.chaos.scenario.Location;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Certificates of an authority of the tests, and of others, made once by the JDK's keytool. */
public final class Certificates {

    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final Location PLACE = new Location("environments/here.yaml", 4, 5);

    /** A certificate and its key. */
    public record Pair(PemFile certificate, PemFile key) {}

    /** For localhost, by the authority. */
    public static final String GOOD = "good";

    /** For other.example, by the authority. */
    public static final String WRONG_NAME = "wrong-name";

    /** For localhost, by the authority, and past its time. */
    public static final String EXPIRED = "expired";

    /** For localhost, by an authority that nobody knows. */
    public static final String STRANGER = "stranger";

    /** For localhost, by itself. */
    public static final String SELF_SIGNED = "self-signed";

    /** For localhost, by itself, and past its time. */
    public static final String EXPIRED_SELF_SIGNED = "expired-self-signed";

    /** For localhost by its common name alone, which no standard has allowed since RFC 2818. */
    public static final String COMMON_NAME = "common-name";

    /** Of a client, by the authority. */
    public static final String CLIENT = "client";

    private static final String STORE = "all.p12";

    private static final Path FOLDER = make();

    private Certificates() {}

    /** Whoever has certificates of the authority is trusted. */
    public static Tls trusting() {
        return new Tls(file("ca.pem"), null, null, false);
    }

    /** Whoever shows this very certificate is trusted. */
    public static Tls trusting(String name) {
        return new Tls(file(name + ".pem"), null, null, false);
    }

    /** The same, with a certificate of one's own. */
    public static Tls withClient() {
        Pair client = pair(CLIENT);
        return new Tls(file("ca.pem"), client.certificate(), client.key(), false);
    }

    public static Pair pair(String name) {
        return new Pair(file(name + ".pem"), file(name + ".key"));
    }

    /** A certificate by the authority for an address. */
    public static synchronized Pair ofAddress(String address) throws Exception {
        Path store = FOLDER.resolve(STORE);
        key(store, address, "-signer ca -dname CN=" + address + " -ext san=ip:" + address);
        export(store, FOLDER);
        return pair(address);
    }

    private static PemFile file(String name) {
        return new PemFile(FOLDER.resolve(name), "certificates/" + name, PLACE);
    }

    private static Path make() {
        try {
            Path folder = Files.createTempDirectory("chaos-certificates");
            Path store = folder.resolve(STORE);
            key(store, "ca", "-dname CN=Test-CA -ext bc:c");
            key(store, "other-ca", "-dname CN=Other-CA -ext bc:c");
            key(store, GOOD, "-signer ca -dname CN=localhost -ext san=dns:localhost");
            key(store, WRONG_NAME, "-signer ca -dname CN=other.example -ext san=dns:other.example");
            key(store, COMMON_NAME, "-signer ca -dname CN=localhost");
            key(store, EXPIRED, "-signer ca -dname CN=localhost -ext san=dns:localhost -startdate -10d");
            key(store, STRANGER, "-signer other-ca -dname CN=localhost -ext san=dns:localhost");
            key(store, SELF_SIGNED, "-dname CN=localhost -ext san=dns:localhost");
            key(store, EXPIRED_SELF_SIGNED, "-dname CN=localhost -ext san=dns:localhost -startdate -10d");
            key(store, CLIENT, "-signer ca -dname CN=client");
            export(store, folder);
            return folder;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void key(Path store, String alias, String options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "5",
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                store.toString()));
        command.addAll(List.of(options.split(" ", -1)));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            throw new IllegalStateException("keytool: " + said);
        }
    }

    private static void export(Path file, Path folder) throws Exception {
        KeyStore store = KeyStore.getInstance(file.toFile(), PASSWORD);
        for (String alias : Collections.list(store.aliases())) {
            write(
                    folder.resolve(alias + ".pem"),
                    "CERTIFICATE",
                    first(store.getCertificateChain(alias)).getEncoded());
            Key key = store.getKey(alias, PASSWORD);
            write(folder.resolve(alias + ".key"), "PRIVATE KEY", key.getEncoded());
        }
    }

    private static Certificate first(Certificate[] chain) {
        return chain[0];
    }

    private static void write(Path file, String kind, byte[] bytes) throws IOException {
        String lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(bytes);
        Files.writeString(file, "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n");
        file.toFile().deleteOnExit();
    }
}
