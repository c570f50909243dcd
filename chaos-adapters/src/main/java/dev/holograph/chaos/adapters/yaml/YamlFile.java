package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * A file as nodes with their places. Scalars stay the text that was written, and each key says what it takes: so
 * {@code on}, {@code no} and {@code 1:30} are never anything but words (the YAML 1.2 core schema, without its types).
 */
final class YamlFile {

    static final int MOST_BYTES = 1 << 20;
    private static final int DEEPEST = 30;
    private static final int MOST_ALIASES = 50;

    private YamlFile() {}

    /** The file's one mapping, {@code null} if there is none: the mistake has been noted. */
    static @Nullable Block read(Path file, Mistakes mistakes) {
        MappingNode mapping = mapping(file, mistakes);
        return mapping == null ? null : new Block(mapping, mistakes);
    }

    /** The same as a node, from which blocks can be made for several readings. */
    static @Nullable MappingNode mapping(Path file, Mistakes mistakes) {
        String text = text(file, mistakes);
        if (text == null) {
            return null;
        }
        try {
            Node node = compose(text, mistakes);
            return node == null && !mistakes.isEmpty() ? null : mapping(node, mistakes);
        } catch (ReaderException e) {
            // Its position counts code points from the start; lines are what a person looks for.
            String before = text.substring(0, text.offsetByCodePoints(0, Math.max(0, e.getPosition())));
            int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
            int column = before.length() - before.lastIndexOf('\n');
            mistakes.add(Violation.of(
                    new Location(mistakes.file(), line, column),
                    "a character that YAML does not allow (U+" + String.format("%04X", e.getCodePoint()) + ")"));
        } catch (MarkedYAMLException e) {
            mistakes.add(syntax(e, text, mistakes));
        } catch (YAMLException e) {
            mistakes.add(Violation.of(start(mistakes), String.valueOf(e.getMessage())));
        }
        return null;
    }

    /** The library names its limits by its own settings, and no place. */
    private static Violation beyondLimit(YAMLException e, Location at) {
        String message = String.valueOf(e.getMessage());
        if (message.startsWith("Nesting Depth")) {
            return Violation.of(at, "more than " + DEEPEST + " levels, one within the other, begin here")
                    .withHint("no key needs so many: look for a bracket or an indentation too much");
        }
        return message.startsWith("Number of aliases")
                ? Violation.of(at, "a list or mapping is taken by * for the " + (MOST_ALIASES + 1) + "th time")
                        .withHint("a file may do so " + MOST_ALIASES + " times")
                : Violation.of(at, message);
    }

    private static @Nullable Node compose(String text, Mistakes mistakes) {
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(MOST_BYTES);
        limits.setNestingDepthLimit(DEEPEST);
        limits.setMaxAliasesForCollections(MOST_ALIASES);
        limits.setAllowRecursiveKeys(false);
        Parser parser = new ParserImpl(new StreamReader(new StringReader(text)), limits);
        Composer composer = new Composer(parser, new Resolver(), limits);
        if (!composer.checkNode()) {
            return null;
        }
        Node node;
        try {
            node = composer.getNode();
        } catch (MarkedYAMLException | ReaderException e) {
            throw e;
        } catch (YAMLException e) {
            mistakes.add(beyondLimit(e, mistakes.at(parser.peekEvent().getStartMark())));
            return null;
        }
        if (composer.checkNode()) {
            mistakes.add(Violation.of(
                            mistakes.at(composer.getNode().getStartMark()), "a second document begins in this file")
                    .withHint("one file is one document: remove the '---' or make two files"));
        }
        return node;
    }

    private static @Nullable MappingNode mapping(@Nullable Node node, Mistakes mistakes) {
        if (node == null
                || node instanceof ScalarNode scalar && scalar.getValue().isBlank()) {
            mistakes.add(Violation.of(start(mistakes), "the file is empty"));
            return null;
        }
        if (!(node instanceof MappingNode mapping)) {
            mistakes.add(
                    Violation.of(mistakes.at(node.getStartMark()), "the file must be a mapping: `key: value` lines"));
            return null;
        }
        Merges.carryOut(mapping, mistakes);
        return mapping;
    }

    private static @Nullable String text(Path file, Mistakes mistakes) {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        } catch (IOException e) {
            mistakes.add(Violation.of(start(mistakes), "the file cannot be read: " + e.getMessage()));
            return null;
        }
        if (bytes.length > MOST_BYTES) {
            mistakes.add(Violation.of(start(mistakes), "the file is larger than 1MiB; nothing of it was read"));
            return null;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            mistakes.add(Violation.of(start(mistakes), "the file is not UTF-8 text")
                    .withHint("save it with the encoding UTF-8"));
            return null;
        }
    }

    private static Violation syntax(MarkedYAMLException e, String text, Mistakes mistakes) {
        Location at = mistakes.at(e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark());
        String context = e.getContext() == null ? "" : " " + e.getContext();
        String problem = String.valueOf(e.getProblem()).replaceFirst("\\.? \\(Do not use .* for indentation\\)", "");
        Violation violation = Violation.of(at, "not YAML: " + problem + context);
        String hint = hint(e, line(text, at.line()));
        return hint == null ? violation : violation.withHint(hint);
    }

    private static @Nullable String hint(MarkedYAMLException e, String line) {
        if (String.valueOf(e.getProblem()).contains("TAB") || line.contains("\t")) {
            return "indent with spaces; YAML allows no tabs there";
        }
        if (String.valueOf(e.getProblem()).contains("unknown escape character /")) {
            return "a slash needs no backslash: write / for \\/";
        }
        if (String.valueOf(e.getProblem()).contains("cannot start any token")) {
            return "put a text that begins with it in quotes";
        }
        if (line.contains("{") && line.contains("(")) {
            return "an objective with { or , does not fit between braces; write it as a block:\n"
                    + "    - objective: p95(latency) < 1s\n      name: ...";
        }
        return null;
    }

    private static String line(String text, int number) {
        List<String> lines = text.lines().limit(number).toList();
        return lines.size() < number ? "" : lines.get(number - 1);
    }

    private static Location start(Mistakes mistakes) {
        return new Location(mistakes.file(), 1, 1);
    }
}
