package dev.holograph.chaos.adapters.load.k6;

import dev.holograph.chaos.spi.DriverException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Collects a script and the files beside it that it imports: a ConfigMap has no folders. */
final class ScriptFolder {

    private static final Pattern IMPORT = Pattern.compile("(?:from|import)\\s*\\(?\\s*(['\"])(\\.{0,2}/[^'\"]*)\\1");
    private static final Pattern OPEN = Pattern.compile("\\bopen\\s*\\(");

    private ScriptFolder() {}

    /**
     * Adds it and all that it imports.
     *
     * @param shown the script's path, for messages
     * @param files by their names; those that are there already are not looked for
     * @throws DriverException if it needs a file that is not beside it
     */
    static void add(Path script, String shown, Map<String, String> files) throws DriverException, IOException {
        String name = script.getFileName().toString();
        if (files.containsKey(name)) {
            return;
        }
        String text = Files.readString(script);
        if (OPEN.matcher(text).find()) {
            throw new DriverException(shown + " opens a file, which the pods do not have; name it by data: of the load,"
                    + " or let this machine drive the load: -Dchaos.load=k6");
        }
        files.put(name, text);
        Matcher imports = IMPORT.matcher(text);
        while (imports.find()) {
            String imported = imports.group(2);
            if (!imported.matches("\\./[^/]+")) {
                throw new DriverException(shown + " imports " + imported
                        + ", which is not in its own folder: only files beside it come to the pods");
            }
            String beside = imported.substring("./".length());
            if (!files.containsKey(beside)) {
                add(script.resolveSibling(beside), shown, files);
            }
        }
    }
}
