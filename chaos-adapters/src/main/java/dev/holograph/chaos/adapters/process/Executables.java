package dev.holograph.chaos.adapters.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds programs the way a shell would. */
public final class Executables {

    private Executables() {}

    public static boolean onWindows() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    }

    /** The program of this name on this process's PATH. */
    public static Optional<Path> find(String name) {
        return find(name, System.getenv(), Path.of(""));
    }

    /**
     * The program of this name.
     *
     * @param name a name to look for on the environment's PATH, or a path
     * @param directory what a relative path is relative to
     */
    public static Optional<Path> find(String name, Map<String, String> environment, Path directory) {
        if (name.contains("/") || name.contains(File.separator)) {
            return runnable(directory.resolve(name));
        }
        String path = environment.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase("PATH"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
        for (String folder : path.split(File.pathSeparator)) {
            if (folder.isEmpty()) {
                continue;
            }
            try {
                Optional<Path> found = runnable(Path.of(folder).resolve(name));
                if (found.isPresent()) {
                    return found;
                }
            } catch (InvalidPathException e) {
                // a PATH may hold anything
            }
        }
        return Optional.empty();
    }

    private static Optional<Path> runnable(Path path) {
        List<String> endings = onWindows() ? List.of("", ".exe", ".cmd", ".bat") : List.of("");
        return endings.stream()
                .map(ending -> path.resolveSibling(path.getFileName() + ending))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .map(Path::toAbsolutePath)
                .findFirst();
    }
}
