package dev.holograph.chaos.application;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The folders that a build works in, all below one root: the project's folder, or the current one where there is no POM.
 *
 * @param output what {@code mvn clean} deletes
 * @param properties of the project, for placeholders
 */
public record Workspace(Path root, Path scenarios, Path environments, Path output, Map<String, String> properties) {

    /** Where suites are: beside the scenarios. */
    Path suites() {
        return scenarios.resolveSibling("suites");
    }

    /** A file's name as a person in the root would write it. */
    public String shown(Path file) {
        return file.startsWith(root) ? root.relativize(file).toString() : file.toString();
    }

    /** The YAML files of a folder, sorted; empty if there is no such folder. */
    public static List<Path> yamlFiles(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("[^.].*\\.ya?ml"))
                    .sorted()
                    .toList();
        }
    }

    /** What a YAML file's scenario or environment is called. */
    static String name(Path file) {
        return file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
    }
}
