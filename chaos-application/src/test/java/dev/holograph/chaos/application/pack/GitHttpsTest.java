package dev.holograph.chaos.application.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Packs by https, from a real server: whom git trusts, and the login that it is set up with. Nobody is ever asked. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "git reads its configuration from elsewhere than HOME there")
class GitHttpsTest {

    private static final String SCENARIO = "title: one\n";
    private static final String PASSWORD = "pa55-word";

    @TempDir
    private Path folder;

    private GitRepository repository;
    private Path home;
    private @Nullable GitHttpsServer server;

    @BeforeEach
    void aRepository() throws Exception {
        repository = new GitRepository(folder.resolve("served/chaos"));
        repository.file("scenarios/slow.yaml", SCENARIO);
        home = Files.createDirectories(folder.resolve("home"));
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
            assertThat(server.problems()).isEmpty();
        }
    }

    private GitHttpsServer serve(@Nullable String login) throws Exception {
        server = new GitHttpsServer(folder.resolve("served"), Files.createDirectories(folder.resolve("key")), login);
        return server;
    }

    private void trust(String more) throws IOException {
        Files.writeString(
                home.resolve(".gitconfig"), "[http]\n\tsslCAInfo = " + server.certificate() + "\n" + more + "\n");
    }

    private String url() {
        return "https://127.0.0.1:" + server.port() + "/chaos";
    }

    /** What a build of its own environment says, in which nothing may be secret. */
    private String use(String url, String ref) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                UseOfAPack.class.getName(),
                "git+" + url + "#" + ref,
                folder.resolve(Lock.FILE).toString(),
                folder.resolve("cache").toString());
        builder.environment().put("HOME", home.toString());
        builder.environment().put("XDG_CONFIG_HOME", home.toString());
        // Each would open a window, or answer as if somebody sat there.
        Path asks = Files.writeString(folder.resolve("ask"), "#!/bin/sh\ntouch " + folder.resolve("asked") + "\n");
        assertThat(asks.toFile().setExecutable(true)).isTrue();
        builder.environment().put("GIT_ASKPASS", asks.toString());
        builder.environment().put("SSH_ASKPASS", asks.toString());
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(folder.resolve("asked")).doesNotExist();
        assertNothingSecret(said);
        return said;
    }

    private void assertNothingSecret(String said) throws IOException {
        List<String> secrets = List.of(PASSWORD, base64(PASSWORD), base64("builder:" + PASSWORD), "builder:");
        assertThat(said).doesNotContain(secrets);
        for (Path place : List.of(folder.resolve(Lock.FILE), folder.resolve("cache"))) {
            if (Files.exists(place)) {
                try (Stream<Path> all = Files.walk(place)) {
                    for (Path file : all.filter(Files::isRegularFile).toList()) {
                        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                                .as(file.toString())
                                .doesNotContain(secrets);
                    }
                }
            }
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private void assertUsed(String said) {
        assertThat(Path.of(said).resolve("scenarios/slow.yaml")).hasContent(SCENARIO);
    }

    @Test
    void aBranchAndACommitThatIsNotTheNewestAreFetched() throws Exception {
        String commit = repository.commit();
        serve(null);
        trust("");
        assertUsed(use(url(), "main"));
        assertThat(folder.resolve(Lock.FILE))
                .content()
                .contains("shared git+" + url() + "#main " + commit + " sha256:");
        repository.file("scenarios/slow.yaml", "title: two\n").commit();

        assertUsed(use(url(), "main"));
        assertUsed(use(url(), commit));
    }

    @Test
    void aCertificateThatGitDoesNotTrustIsRefused() throws Exception {
        repository.commit();
        serve(null);

        assertThat(use(url(), "main"))
                .contains(
                        "the pack 'shared': git ls-remote failed: fatal: unable to access '" + url(),
                        "; git does not trust this server: name its authority by http.sslCAInfo in git's configuration");
        assertThat(folder.resolve(Lock.FILE)).doesNotExist();
    }

    @Test
    void aCertificateOfAnotherHostIsRefused() throws Exception {
        repository.commit();
        serve(null);
        trust("");

        assertThat(use(url().replace("127.0.0.1", "localhost"), "main"))
                .contains("git ls-remote failed: ", "git does not trust this server");
        assertThat(folder.resolve(Lock.FILE)).doesNotExist();
    }

    /** The other way round than above: no certificate is to blame. */
    @Test
    void aPortWithoutTlsIsTold() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            Thread answers = new Thread(() -> answerPlainly(plain));
            answers.setDaemon(true);
            answers.start();

            assertThat(use("https://127.0.0.1:" + plain.getLocalPort() + "/chaos", "main"))
                    .contains(
                            "git ls-remote failed: ", "; this port speaks no TLS: see that the URL names the right one")
                    .doesNotContain("does not trust");
        }
    }

    private static void answerPlainly(ServerSocket server) {
        try (Socket socket = server.accept()) {
            socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aCredentialHelperGivesTheLogin() throws Exception {
        String commit = repository.commit();
        serve("builder:" + PASSWORD);
        trust("[credential]\n\thelper = store");
        Files.writeString(
                home.resolve(".git-credentials"),
                "https://builder:" + PASSWORD + "@127.0.0.1%3a" + server.port() + "\n");

        assertUsed(use(url(), "main"));
        assertUsed(use(url(), commit));
    }

    @Test
    void anExtraHeaderGivesTheLogin() throws Exception {
        repository.commit();
        serve("builder:" + PASSWORD);
        trust("[http \"https://127.0.0.1:" + server.port() + "/\"]\n\textraHeader = \"Authorization: Basic "
                + base64("builder:" + PASSWORD) + "\"");

        assertUsed(use(url(), "main"));
    }

    @Test
    void withoutALoginNobodyIsAsked() throws Exception {
        repository.commit();
        serve("builder:" + PASSWORD);
        trust("");

        assertThat(use(url(), "main"))
                .contains(
                        "could not read Username for '" + url().replace("/chaos", "") + "'",
                        "; git has no login that this server takes, and nobody is asked: set up a credential helper, or"
                                + " http.extraHeader in git's configuration");
    }

    @Test
    void aWrongPasswordIsRefusedAndShownNowhere() throws Exception {
        repository.commit();
        serve("builder:other");
        trust("[credential]\n\thelper = store");
        Files.writeString(
                home.resolve(".git-credentials"),
                "https://builder:" + PASSWORD + "@127.0.0.1%3a" + server.port() + "\n");

        assertThat(use(url(), "main"))
                .contains("Authentication failed for", "; git has no login that this server takes");
    }

    /** A pipeline that puts a token into all URLs of a server by git's own configuration. */
    @Test
    void aLoginThatGitPutsIntoTheUrlIsShownNowhere() throws Exception {
        repository.commit();
        serve("builder:" + PASSWORD);
        String instead = "[url \"https://builder:" + PASSWORD + "@127.0.0.1:" + server.port()
                + "/\"]\n\tinsteadOf = https://127.0.0.1:" + server.port() + "/";
        trust(instead);

        assertUsed(use(url(), "main"));
        assertThat(use(url() + "-that-is-not-there", "main")).contains("git ls-remote failed: ");
        Files.writeString(home.resolve(".gitconfig"), instead);
        assertThat(use(url() + "-other", "main")).contains("git does not trust this server");
    }

    @Test
    void noMessageKeepsALogin() {
        assertThat(Git.withoutLogin("fatal: 'https://me:" + URLEncoder.encode("p@ss", StandardCharsets.UTF_8)
                        + "@git.example/x' and \"ssh://git@host/x\" and https://git.example/a@b"))
                .isEqualTo("fatal: 'https://…@git.example/x' and \"ssh://…@host/x\" and https://git.example/a@b");
    }
}
