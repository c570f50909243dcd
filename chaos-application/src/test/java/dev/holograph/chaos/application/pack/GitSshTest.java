package dev.holograph.chaos.application.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Packs by ssh: a real git, and a program in ssh's place that notes how it was called and says what ssh says. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "git reads its configuration from elsewhere than HOME there")
class GitSshTest {

    @TempDir
    private Path folder;

    private Path home;

    @BeforeEach
    void aHome() throws IOException {
        home = Files.createDirectories(folder.resolve("home"));
    }

    private String useWhereSshSays(String words) throws Exception {
        Path ssh = Files.writeString(
                folder.resolve("ssh"), """
                #!/bin/sh
                printf '%s, %s' "$SSH_ASKPASS" "$SSH_ASKPASS_REQUIRE" >FOLDER/called
                echo 'WORDS' >&2
                exit 255
                """.replace("FOLDER", folder.toString()).replace("WORDS", words));
        assertThat(ssh.toFile().setExecutable(true)).isTrue();
        Files.writeString(home.resolve(".gitconfig"), "[core]\n\tsshCommand = " + ssh + "\n");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                UseOfAPack.class.getName(),
                "git+ssh://git@git.example.com/platform/chaos.git#main",
                folder.resolve(Lock.FILE).toString(),
                folder.resolve("cache").toString());
        builder.environment().put("HOME", home.toString());
        builder.environment().put("XDG_CONFIG_HOME", home.toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_SSH"));
        builder.environment().put("SSH_ASKPASS", "/usr/bin/a-window");
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    /** ssh opens the terminal by itself, whatever git is set to: then a build waits for somebody's "yes". */
    @Test
    void nobodyIsAskedWhetherAServerIsTheRightOne() throws Exception {
        String said = useWhereSshSays("Host key verification failed.");

        assertThat(folder.resolve("called")).hasContent("false, force");
        assertThat(said)
                .contains(
                        "git ls-remote failed: Host key verification failed.",
                        "; ssh does not know this server's key, or knows another, and nobody is asked: see that the key"
                                + " is the server's, and put it into known_hosts");
    }

    @Test
    void aServerThatTakesNoKeyIsSaidWithWhatToDo() throws Exception {
        assertThat(useWhereSshSays("git@git.example.com: Permission denied (publickey)."))
                .contains(
                        "Permission denied (publickey).",
                        "; the server takes no key that ssh has, and nobody is asked for a passphrase: add one to ssh's"
                                + " agent, or name one in ssh's configuration");
    }
}
