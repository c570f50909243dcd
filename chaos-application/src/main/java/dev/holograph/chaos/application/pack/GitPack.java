package dev.holograph.chaos.application.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Gets a commit of a Git repository into the cache of this user, which keeps a folder for each. */
final class GitPack {

    private static final String FILE = "100644";
    private static final String PROGRAM = "100755";

    private GitPack() {}

    /**
     * The files of a commit, from the cache, or else from the repository.
     *
     * @param cache a folder that outlives {@code mvn clean}
     * @throws PackException if it is not in the cache and {@code offline}, or holds what a pack may not
     */
    static Pack of(GitReference reference, String commit, Path cache, boolean offline) throws PackException {
        String shown = "the pack '" + reference.name() + "' (" + reference.written() + ")";
        String place = commit + "-" + CacheFolders.shortDigest(reference.url()) + "-";
        try {
            Path folder = cached(cache, place);
            if (folder == null) {
                if (offline) {
                    throw new PackException(shown + " is not in the cache, and Maven works offline: commit " + commit
                            + " is needed; call once without -o");
                }
                folder = fetch(reference, commit, cache, place, shown);
            }
            String digest = PackFolder.digest(folder, shown);
            if (!folder.endsWith(place + digest)) {
                throw new PackException("the files of " + shown + " in " + folder + " are not those that were fetched;"
                        + " delete that folder to have them fetched again");
            }
            return new Pack(reference.name(), reference.url() + "@" + commit.substring(0, 12), folder, digest);
        } catch (IOException e) {
            throw new PackException(shown + " cannot be read: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PackException(shown + " was not fetched: interrupted", e);
        }
    }

    /** The folder of a commit, whose name ends with the digest of what was fetched; {@code null}: not fetched yet. */
    private static @Nullable Path cached(Path cache, String place) throws IOException {
        if (!Files.isDirectory(cache)) {
            return null;
        }
        try (Stream<Path> folders = Files.list(cache)) {
            return folders.filter(folder -> folder.getFileName().toString().startsWith(place))
                    .findFirst()
                    .orElse(null);
        }
    }

    private static Path fetch(GitReference reference, String commit, Path cache, String place, String shown)
            throws IOException, InterruptedException, PackException {
        Files.createDirectories(cache);
        Path work = Files.createTempDirectory(cache, ".fetch");
        try {
            Git git = Git.init(Files.createDirectory(work.resolve("git")));
            fetch(git, reference, commit, shown);
            Path files = Files.createDirectory(work.resolve("files"));
            copy(git, git.entries(commit), files, shown);
            Path folder = cache.resolve(place + PackFolder.digest(files, shown));
            CacheFolders.move(files, folder);
            return folder;
        } finally {
            CacheFolders.delete(work);
        }
    }

    private static void fetch(Git git, GitReference reference, String commit, String shown)
            throws IOException, InterruptedException, PackException {
        try {
            git.fetch(reference.url(), commit);
        } catch (PackException e) {
            throw new PackException(shown + " cannot be fetched: " + e.getMessage(), e);
        }
    }

    private static void copy(Git git, List<Git.Entry> entries, Path files, String shown)
            throws IOException, InterruptedException, PackException {
        String root =
                entries.stream().anyMatch(entry -> entry.path().startsWith(Pack.MADE + "/")) ? Pack.MADE + "/" : "";
        List<Git.Entry> own =
                entries.stream().filter(entry -> entry.path().startsWith(root)).toList();
        if (own.size() > PackFolder.MOST_FILES) {
            throw PackFolder.tooMuch(shown, "has more than " + PackFolder.MOST_FILES + " files");
        }
        long bytes = own.stream().mapToLong(entry -> Math.max(0, entry.size())).sum();
        if (bytes > PackFolder.MOST_BYTES) {
            throw PackFolder.tooMuch(shown, "has more than " + (PackFolder.MOST_BYTES >> 20) + " MiB");
        }
        for (Git.Entry entry : own) {
            if (!entry.mode().equals(FILE) && !entry.mode().equals(PROGRAM)) {
                throw new PackException(shown + " has '" + entry.path()
                        + "', which is a link or a submodule; a pack holds plain files alone");
            }
        }
        for (Git.Entry entry : own) {
            Path file = PackFolder.inside(files, entry.path().substring(root.length()), shown);
            Files.createDirectories(file.getParent());
            git.write(entry, file);
        }
    }
}
