package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.scenario.Digest;
import dev.holograph.chaos.scenario.Load;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the scripts and other files that a scenario names.
 *
 * @param root the project's folder, which a script's path is relative to when it runs
 * @param pack the folder that a pack's scripts lie in and must not lead out of; {@code null}: no pack
 */
record Scripts(Path root, @Nullable Path pack) {

    private static final Pattern NAMED = Pattern.compile("[\"'`](\\.{1,2}/[\\w./ -]{1,200})[\"'`]");

    /** Most files of one scenario; of a script that names more, only the first ones tell whether it has changed. */
    private static final int MOST_FILES = 200;

    /** The script's path relative to the project; {@code null} if there is none, which is noted. */
    @Nullable String find(Item item, String written) {
        return find(item, written, "script");
    }

    /** The same of another file. @param kind what messages call it */
    @Nullable String find(Item item, String written, String kind) {
        Path file = file(written);
        if (pack != null && file != null && !isInside(pack, file)) {
            item.wrong(
                    "the " + kind + " '" + written + "' leads out of the pack", "give its path relative to the pack");
            return null;
        }
        if (file == null || !Files.isRegularFile(file)) {
            item.wrong(
                    "there is no " + kind + " '" + written + "'",
                    "give its path relative to the " + (pack == null ? "project" : "pack"));
            return null;
        }
        if (isLinkOut(file)) {
            item.wrong(
                    "the " + kind + " '" + written + "' is a link that leads out of the "
                            + (pack == null ? "project" : "pack"),
                    pack == null ? "give the path of the file itself" : "a pack holds the file itself");
            return null;
        }
        return pack == null ? written : shown(file);
    }

    /** Whether a path that seems to stay in the folder leads out of it: who reads the scenario would not see that. */
    private boolean isLinkOut(Path file) {
        Path folder = pack == null ? root : pack;
        try {
            return isInside(folder, file) && !file.toRealPath().startsWith(folder.toRealPath());
        } catch (IOException e) {
            return false; // who opens it will say why it cannot be read
        }
    }

    /** The folder of the pack, relative to the project as its scripts are; {@code null}: no pack. */
    @Nullable String folder() {
        return pack == null ? null : shown(pack);
    }

    private String shown(Path path) {
        return (path.startsWith(root) ? root.relativize(path) : path).toString().replace('\\', '/');
    }

    private @Nullable Path file(String written) {
        try {
            return (pack == null ? root : pack).resolve(written).normalize();
        } catch (InvalidPathException e) {
            return null;
        }
    }

    /**
     * A digest of the scripts of these loads and of all files beside them that they name by {@code ./} or {@code ../}, as
     * modules and data; the empty text if there are none.
     */
    String digest(List<Load> loads) {
        Map<Path, String> texts = new TreeMap<>();
        for (Load load : loads) {
            if (load.script() != null) {
                addTo(texts, root.resolve(load.script()).normalize());
            }
            if (load.data() != null) {
                addTo(texts, root.resolve(load.data()).normalize());
            }
        }
        return texts.isEmpty() ? "" : Digest.of(String.join("\n", texts.values()));
    }

    private static void addTo(Map<Path, String> texts, Path file) {
        if (texts.containsKey(file) || texts.size() == MOST_FILES || !Files.isRegularFile(file)) {
            return;
        }
        String text;
        try {
            text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return; // k6 says why it cannot be read
        }
        texts.put(file, Digest.of(text));
        Matcher named = NAMED.matcher(text);
        while (named.find()) {
            addTo(texts, file.resolveSibling(named.group(1)).normalize());
        }
    }

    private static boolean isInside(Path folder, Path file) {
        return file.startsWith(folder.normalize()) && !file.equals(folder.normalize());
    }
}
