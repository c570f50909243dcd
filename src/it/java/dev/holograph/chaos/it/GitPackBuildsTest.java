package dev.holograph.chaos.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holograph.chaos.application.pack.GitHttpsServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.AcceptAllPublickeyAuthenticator;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.server.shell.ProcessShellCommandFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Builds that use scenarios of a Git repository: from a folder, by ssh and by https, pinned, offline, and moved on purpose. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "builds are started in a process group of their own, as on Linux")
class GitPackBuildsTest {

    private static final Duration MOST = Duration.ofSeconds(120);
    private static final String PLUGIN =
            "dev.holograph.chaos:chaos-maven-plugin:" + System.getProperty("it.version") + ":";
    private static final String SCENARIO = """
            load: { http: { target: server, path: /hello, expect: 204 }, rate: 200/s, timeout: 2s }
            duration: { warmup: 1s, baseline: 3s, fault: 4s, recovery: 6s }
            fault: { type: latency, target: server, delay: DELAY }
            steadyState: [p95(latency) < 300ms, error_rate < 1%]
            effect: [p50(latency) > 140ms]
            slo: [p95(latency) < 1s]
            recovery: { over: 2s, stable: 2s }
            """;

    @TempDir
    private Path folder;

    private Path repository;

    @BeforeEach
    void aRepository() throws Exception {
        assumeTrue(isThere("git"), "not run: there is no git on the PATH");
        repository = Files.createDirectories(folder.resolve("chaos/scenarios")).getParent();
        run("git", "init", "--quiet", "--initial-branch=main");
        run("git", "config", "user.name", "Test");
        run("git", "config", "user.email", "test@example.com");
        commit("200ms");
    }

    private static boolean isThere(String program) throws InterruptedException {
        try {
            return new ProcessBuilder(program, "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private void commit(String delay) throws Exception {
        Files.writeString(repository.resolve("scenarios/far.yaml"), SCENARIO.replace("DELAY", delay));
        run("git", "add", "--all");
        run("git", "commit", "--quiet", "--message", "Delay by " + delay);
    }

    private void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(repository.toFile())
                .redirectErrorStream(true)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(answer).isZero();
    }

    private String build(boolean passes, String reference, Map<String, String> environment, String... arguments)
            throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("-Dchaos.environment=laptop");
        all.add("-Dchaos.pack.shared=" + reference);
        Path project = folder.resolve("project");
        try (Build build = Build.start("own-system", project, environment, all.toArray(String[]::new))) {
            build.untilGone(MOST);
            assertThat(build.status() == 0).as(build.log()).isEqualTo(passes);
            return build.log();
        }
    }

    @Test
    void aBranchIsPinnedRunOfflineAndMovedByAnUpdate() throws Exception {
        String reference = "git+" + repository.toUri().toString().replaceFirst("^file:/+", "file:///") + "#main";

        assertThat(build(true, reference, Map.of(), PLUGIN + "validate"))
                .contains("Pinned packs in chaos.lock: commit this file", "!scenarios/far.yaml: valid in environment");
        commit("400ms");
        assertThat(build(true, reference, Map.of(), "-o", PLUGIN + "plan", "-Dscenario=shared/far"))
                .contains("200ms")
                .doesNotContain("400ms");
        assertThat(build(true, reference, Map.of(), PLUGIN + "update"))
                .contains("Pack shared: ", " → ", "The plan of shared/far changes:")
                .containsPattern("- Fault .*200ms")
                .containsPattern("\\+ Fault .*400ms");
        assertThat(build(true, reference, Map.of(), "-o", PLUGIN + "plan", "-Dscenario=shared/far"))
                .contains("400ms");
    }

    /** By the real ssh client and a real server, which lets this key in. */
    @Test
    void aRepositoryIsReachedBySsh() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/ssh-keygen")), "not run: there is no ssh-keygen");
        Path key = folder.resolve("key");
        run("ssh-keygen", "-q", "-t", "rsa", "-b", "3072", "-N", "", "-f", key.toString());
        try (SshServer server = SshServer.setUpDefaultServer()) {
            server.setHost("127.0.0.1");
            server.setKeyPairProvider(new SimpleGeneratorHostKeyProvider());
            server.setPublickeyAuthenticator(AcceptAllPublickeyAuthenticator.INSTANCE);
            server.setCommandFactory(ProcessShellCommandFactory.INSTANCE);
            server.start();
            String ssh = "ssh -i " + key + " -o IdentitiesOnly=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile="
                    + folder.resolve("known");

            String log = build(
                    true,
                    "git+ssh://git@127.0.0.1:" + server.getPort() + repository + "#main",
                    Map.of("GIT_SSH_COMMAND", ssh),
                    PLUGIN + "list");

            assertThat(log).contains("shared/far", "Pinned packs in chaos.lock");
        }
    }

    /** From a real server, whose authority git knows only once its configuration names it. */
    @Test
    void aRepositoryIsReachedByHttpsOnceGitTrustsTheServer() throws Exception {
        Path home = Files.createDirectories(folder.resolve("home"));
        Map<String, String> environment = Map.of("HOME", home.toString(), "XDG_CONFIG_HOME", home.toString());
        Path key = Files.createDirectories(folder.resolve("key"));
        try (GitHttpsServer server = new GitHttpsServer(repository.getParent(), key, null)) {
            String url = "https://127.0.0.1:" + server.port() + "/chaos";
            String reference = "git+" + url + "#main";

            assertThat(build(false, reference, environment, PLUGIN + "plan", "-Dscenario=shared/far"))
                    .containsOnlyOnce("git does not trust this server: name its authority by http.sslCAInfo")
                    .contains("'" + url + "/'")
                    .doesNotContain("Scenario shared/far", "PackException");
            assertThat(folder.resolve("project/chaos.lock")).doesNotExist();

            Files.writeString(home.resolve(".gitconfig"), "[http]\n\tsslCAInfo = " + server.certificate() + "\n");
            assertThat(build(true, reference, environment, PLUGIN + "plan", "-Dscenario=shared/far"))
                    .contains("Pinned packs in chaos.lock", "Scenario shared/far", "200ms");
            assertThat(folder.resolve("project/chaos.lock"))
                    .content()
                    .contains("shared " + reference + " ", " sha256:");
            assertThat(server.problems()).isEmpty();
        }
    }
}
