package dev.holograph.chaos.application.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A real Git repository with scenarios, made by the program git. */
public final class GitRepository {

    private final Path folder;

    /** The test is not run, with this reason, where there is no git. */
    public GitRepository(Path folder) throws Exception {
        this.folder = Files.createDirectories(folder);
        assumeTrue(isThere(), "not run: there is no git on the PATH");
        git("init", "--quiet", "--initial-branch=main");
        git("config", "user.name", "Test");
        git("config", "user.email", "test@example.com");
    }

    private static boolean isThere() throws InterruptedException {
        try {
            return new ProcessBuilder("git", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    public Path folder() {
        return folder;
    }

    /** {@code git+file://…#REF}. */
    public String reference(String ref) {
        return "git+" + folder.toUri().toString().replaceFirst("^file:/+", "file:///") + "#" + ref;
    }

    public GitRepository file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    /** Commits all files. */
    public String commit() throws Exception {
        git("add", "--all", ".");
        git("commit", "--quiet", "--message", "Scenarios");
        return git("rev-parse", "HEAD");
    }

    public String git(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("git", "-c", "protocol.file.allow=always"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).as(answer).isZero();
        return answer;
    }
}
