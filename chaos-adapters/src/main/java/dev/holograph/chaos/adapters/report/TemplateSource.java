package dev.holograph.chaos.adapters.report;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The text of each template by its name, without the file's ending: those of a folder, and the plugin's own for all other
 * names. {@code default/NAME} is always the plugin's own, for templates that add to it.
 */
final class TemplateSource {

    static final String ENDING = ".mustache";

    /** The template of a scenario's whole section; it includes all others. */
    static final String WHOLE = "section";

    /** The plugin's own: a part of the section each, in their order. */
    static final List<String> PARTS = List.of(
            "heading",
            "objectives",
            "behaviour",
            "failures",
            "services",
            "recovery",
            "lost-writes",
            "faults",
            "trend",
            "findings",
            "environment",
            "suggestions",
            "extra");

    private static final String DEFAULT = "default/";
    private static final String RESOURCES = "/dev/holograph/chaos/adapters/report/section/";

    private final String shown;
    private final Map<String, String> own;

    private TemplateSource(String shown, Map<String, String> own) {
        this.shown = shown;
        this.own = own;
    }

    /** Only the plugin's. */
    static TemplateSource builtIn() {
        return new TemplateSource("", Map.of());
    }

    /**
     * Reads all templates of a folder and of those in it.
     *
     * @param shown its name in messages
     * @throws IOException with a message that names the file, also for one that is elsewhere, behind a link
     */
    static TemplateSource of(Path folder, String shown) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new FileNotFoundException(
                    shown + (Files.exists(folder) ? ": this is no folder" : ": there is no such folder")
                            + "; chaos.templatesDirectory is to name one with templates of the report");
        }
        Path root = folder.toRealPath();
        Map<String, String> own = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(ENDING)).toList()) {
                String path = root.relativize(file).toString().replace('\\', '/');
                if (!file.toRealPath().startsWith(root)) {
                    throw new IOException(shown + "/" + path + ": this is a link to outside of the folder " + shown);
                }
                if (Files.isRegularFile(file)) {
                    own.put(path.substring(0, path.length() - ENDING.length()), text(file, shown + "/" + path));
                }
            }
        }
        if (own.isEmpty()) {
            throw new FileNotFoundException(
                    shown + ": there is no template in this folder: no file whose name ends in " + ENDING);
        }
        return new TemplateSource(shown, own);
    }

    private static String text(Path file, String shownFile) throws IOException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString()
                    .replace("\ufeff", "")
                    .replace("\r\n", "\n");
        } catch (CharacterCodingException e) {
            throw new IOException(shownFile + ": this file is not UTF-8", e);
        }
    }

    /** Returns the templates of the folder by name. */
    Map<String, String> own() {
        return own;
    }

    boolean has(String name) {
        return own.containsKey(name) || isBuiltIn(name);
    }

    private static boolean isBuiltIn(String name) {
        String plain = name.startsWith(DEFAULT) ? name.substring(DEFAULT.length()) : name;
        return plain.equals(WHOLE) || PARTS.contains(plain);
    }

    /** @throws IllegalArgumentException if there is none of this name */
    String text(String name) {
        String text = own.get(name);
        return text != null ? text : builtIn(name.startsWith(DEFAULT) ? name.substring(DEFAULT.length()) : name);
    }

    private static String builtIn(String name) {
        if (!isBuiltIn(name)) {
            throw new IllegalArgumentException("there is no template '" + name + "'");
        }
        try (InputStream in = TemplateSource.class.getResourceAsStream(RESOURCES + name + ENDING)) {
            if (in == null) {
                throw new IllegalStateException(name + ENDING + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new IllegalStateException(name + ENDING + " cannot be read", e);
        }
    }

    /** A template's file in messages. */
    String shown(String name) {
        return own.containsKey(name) ? shown + "/" + name + ENDING : name + ENDING;
    }
}
