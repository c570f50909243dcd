package dev.holograph.chaos.adapters.yaml;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Finds the scripts that a scenario names.
 *
 * @param root the project's folder, which a script's path is relative to when it runs
 * @param pack the folder that a pack's scripts lie in and must not lead out of; {@code null}: no pack
 */
record Scripts(Path root, @Nullable Path pack) {

    /** The script's path relative to the project; {@code null} if there is none, which is noted. */
    @Nullable String find(Item item, String written) {
        Path file = file(written);
        if (pack != null && file != null && !isInside(pack, file)) {
            item.wrong("the script '" + written + "' leads out of the pack", "give its path relative to the pack");
            return null;
        }
        if (file == null || !Files.isRegularFile(file)) {
            item.wrong(
                    "there is no script '" + written + "'",
                    "give its path relative to the " + (pack == null ? "project" : "pack"));
            return null;
        }
        if (pack == null) {
            return written;
        }
        return (file.startsWith(root) ? root.relativize(file) : file).toString().replace('\\', '/');
    }

    private @Nullable Path file(String written) {
        try {
            return (pack == null ? root : pack).resolve(written).normalize();
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static boolean isInside(Path folder, Path file) {
        return file.startsWith(folder.normalize()) && !file.equals(folder.normalize());
    }
}
