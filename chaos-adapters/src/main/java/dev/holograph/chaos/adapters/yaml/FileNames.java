package dev.holograph.chaos.adapters.yaml;

import java.nio.file.Path;

/** What scenarios and environments are called after. */
final class FileNames {

    private FileNames() {}

    static String withoutEnding(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("\\.ya?ml$", "");
    }
}
