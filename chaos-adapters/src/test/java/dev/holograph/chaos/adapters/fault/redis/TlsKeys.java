package dev.holograph.chaos.adapters.fault.redis;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holograph.chaos.adapters.process.Executables;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A key for 127.0.0.1 that vouches for itself, made for one test. */
record TlsKeys(Path certificate, Path key, Path trustStore) {

    static final String STORE_PASSWORD = "changeit";

    static TlsKeys make(Path folder) throws Exception {
        Optional<Path> openssl = Executables.find("openssl");
        assumeTrue(openssl.isPresent(), "no openssl on the PATH: skipped");
        Path certificate = folder.resolve("redis.crt");
        Path key = folder.resolve("redis.key");
        Path store = folder.resolve("trust.p12");
        run(
                openssl.get(),
                "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1"
                        + " -keyout " + key + " -out " + certificate);
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        run(
                keytool,
                "-importcert -noprompt -alias redis -storetype PKCS12 -storepass " + STORE_PASSWORD + " -keystore "
                        + store + " -file " + certificate);
        return new TlsKeys(certificate, key, store);
    }

    private static void run(Path tool, String arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(tool.toString()));
        command.addAll(List.of(arguments.split(" ", -1)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException(tool + ": " + said);
        }
    }
}
