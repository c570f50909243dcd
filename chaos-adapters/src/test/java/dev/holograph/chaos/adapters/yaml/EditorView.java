package dev.holograph.chaos.adapters.yaml;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.StringReader;
import java.util.List;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** What an editor with a JSON Schema sees of a YAML file. */
final class EditorView {

    /** Keywords whose errors speak of the very block, whatever else is wrong within it. */
    private static final List<String> OF_BLOCKS = List.of("additionalProperties", "required", "oneOf");

    private EditorView() {}

    /** Whether an editor's own YAML parser reads it. */
    static boolean isYaml(String text) {
        try {
            return json(text) != null;
        } catch (YAMLException e) {
            return false;
        }
    }

    static List<Error> errors(Schema schema, String yaml) {
        return schema.validate(Json.encode(json(yaml)), InputFormat.JSON);
    }

    /**
     * Whether the schema marks a mistake where the reader finds it. An error elsewhere in the file, even in the same line
     * or of a block around it, is another mistake's.
     *
     * @param errors of the whole file
     * @param line from 1
     * @param column from 1
     * @param missing the key that is missing there; empty: none
     */
    static boolean isMarked(List<Error> errors, String yaml, int line, int column, String missing) {
        if (!missing.isEmpty()) {
            return errors.stream()
                    .anyMatch(error -> error.getKeyword().equals("required")
                            && missing.equals(error.getProperty())
                            && isAt(error.getInstanceLocation().toString(), yaml, line, column));
        }
        String place = place(new Yaml().compose(new StringReader(yaml)), "", line, column);
        return errors.stream()
                .filter(error -> OF_BLOCKS.contains(error.getKeyword())
                        || errors.stream().noneMatch(other -> location(other).startsWith(location(error) + "/")))
                .map(EditorView::location)
                .anyMatch(place::equals);
    }

    /** Where an error stands: of an unknown key, the key. */
    private static String location(Error error) {
        String block = error.getInstanceLocation().toString();
        return error.getKeyword().equals("additionalProperties") ? block + "/" + error.getProperty() : block;
    }

    /** Whether a block that lacks a key is the one at this place: the reader names its begin, or the key above it. */
    private static boolean isAt(String block, String yaml, int line, int column) {
        String place = place(new Yaml().compose(new StringReader(yaml)), "", line, column);
        return place.equals(block) || place.startsWith(block + "/");
    }

    /** The JSON pointer of the innermost key or value at a place of the text. */
    private static String place(Node node, String pointer, int line, int column) {
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                String name = tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : "?";
                if (holds(tuple.getKeyNode(), line, column)) {
                    return pointer + "/" + name;
                }
                if (holds(tuple.getValueNode(), line, column)) {
                    return place(tuple.getValueNode(), pointer + "/" + name, line, column);
                }
            }
        } else if (node instanceof SequenceNode sequence) {
            for (int i = 0; i < sequence.getValue().size(); i++) {
                if (holds(sequence.getValue().get(i), line, column)) {
                    return place(sequence.getValue().get(i), pointer + "/" + i, line, column);
                }
            }
        }
        return pointer;
    }

    private static boolean holds(Node node, int line, int column) {
        return compare(node.getStartMark(), line, column) <= 0 && compare(node.getEndMark(), line, column) > 0
                || compare(node.getStartMark(), line, column) == 0;
    }

    private static int compare(Mark mark, int line, int column) {
        return mark.getLine() != line - 1
                ? Integer.compare(mark.getLine(), line - 1)
                : Integer.compare(mark.getColumn(), column - 1);
    }

    private static Object json(String yaml) {
        return json(new Yaml().compose(new StringReader(yaml)), 0);
    }

    /** By the core schema of YAML 1.2, as editors do. */
    private static Object json(Node node, int depth) {
        if (depth > 100) {
            throw new YAMLException("it contains itself");
        }
        if (node instanceof MappingNode mapping) {
            JsonObject json = new JsonObject();
            for (NodeTuple tuple : mapping.getValue()) {
                json.put(
                        tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : "?",
                        json(tuple.getValueNode(), depth + 1));
            }
            return json;
        }
        if (node instanceof SequenceNode sequence) {
            JsonArray json = new JsonArray();
            sequence.getValue().forEach(one -> json.add(json(one, depth + 1)));
            return json;
        }
        return node instanceof ScalarNode scalar ? scalar(scalar) : null;
    }

    private static Object scalar(ScalarNode scalar) {
        String text = scalar.getValue();
        if (scalar.getScalarStyle() != ScalarStyle.PLAIN) {
            return text;
        }
        if (text.matches("|~|null|Null|NULL")) {
            return null;
        }
        if (text.matches("true|True|TRUE|false|False|FALSE")) {
            return Boolean.valueOf(text);
        }
        if (text.matches("[-+]?\\d{1,18}")) {
            return Long.valueOf(text);
        }
        return text.matches("[-+]?(\\.\\d+|\\d+(\\.\\d*)?)([eE][-+]?\\d+)?") ? (Object) Double.valueOf(text) : text;
    }
}
