package dev.holograph.chaos.adapters.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The commit that is checked out, read from Git's own files: no git is started, which may not be there. Where there are
 * none (a source archive, a copied workspace) the variables of CI services say it.
 */
public final class Commit {

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
    private static final String REFERENCE = "ref: ";

    /** Variables of GitHub Actions, GitLab CI, Jenkins' Git plugin, Azure Pipelines. */
    private static final List<String> VARIABLES =
            List.of("GITHUB_SHA", "CI_COMMIT_SHA", "GIT_COMMIT", "BUILD_SOURCEVERSION");

    private Commit() {}

    /**
     * {@code null} if nothing says it.
     *
     * @param folder in the repository, at any depth
     * @param environment gives a variable's value, {@code null} for one that is not set
     */
    public static @Nullable String of(Path folder, UnaryOperator<@Nullable String> environment) {
        for (Path at = folder.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(".git"))) {
                Optional<String> commit = head(at.resolve(".git"));
                if (commit.isPresent()) {
                    return commit.get();
                }
                break;
            }
        }
        for (String variable : VARIABLES) {
            String value = environment.apply(variable);
            if (value != null && HASH.matcher(value).matches()) {
                return value;
            }
        }
        return null;
    }

    private static Optional<String> head(Path git) {
        try {
            Path own = Files.isDirectory(git) ? git : link(git); // in a worktree or a submodule a file names the folder
            String head = Files.readString(own.resolve("HEAD")).strip();
            if (!head.startsWith(REFERENCE)) {
                return hash(head);
            }
            String reference = head.substring(REFERENCE.length());
            Path commonDir = own.resolve("commondir");
            Path common = Files.exists(commonDir)
                    ? own.resolve(Files.readString(commonDir).strip())
                    : own;
            Path loose = common.resolve(reference);
            return Files.exists(loose) ? hash(Files.readString(loose).strip()) : packed(common, reference);
        } catch (IOException | RuntimeException e) {
            return Optional.empty(); // nothing depends on it but a line of the history
        }
    }

    private static Path link(Path file) throws IOException {
        return file.resolveSibling(Files.readString(file).strip().replaceFirst("^gitdir: ", ""));
    }

    private static Optional<String> packed(Path common, String reference) throws IOException {
        Path file = common.resolve("packed-refs");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return Files.readAllLines(file).stream()
                .filter(line -> line.endsWith(" " + reference))
                .findFirst()
                .flatMap(line -> hash(line.substring(0, line.indexOf(' '))));
    }

    private static Optional<String> hash(String text) {
        return HASH.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    }
}
