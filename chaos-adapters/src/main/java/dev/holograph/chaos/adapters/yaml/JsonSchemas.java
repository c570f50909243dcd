package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.plan.TargetType;
import dev.holograph.chaos.scenario.Default;
import dev.holograph.chaos.scenario.Dimension;
import dev.holograph.chaos.scenario.FaultType;
import dev.holograph.chaos.scenario.Key;
import dev.holograph.chaos.scenario.Signed;
import dev.holograph.chaos.scenario.UnitOf;
import dev.holograph.chaos.spi.Kinds;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Makes JSON Schemas (draft-07) of scenario, environment and suite files, for editors. They are made from the records that the
 * readers read into, and accept all that the readers accept. The readers refuse more, with better messages: no file is
 * ever checked by a schema.
 */
public final class JsonSchemas {

    /** Blocks in which just one of these keys stands. */
    private static final Map<Class<?>, List<String>> CHOICES = Map.of(
            LedgerKeys.Find.class, List.of("http", "redis", "sql"),
            ServiceKeys.class, List.of("type", "artifact", "command"),
            LoadKeys.Http.class, List.of("path", "requests"),
            ScenarioKeys.class, List.of("fault", "faults"));

    /** Or a text with a placeholder, of which the schema cannot say what it stands for. */
    private static final String PLACE = "|\\{[A-Za-z]";

    private final Kinds kinds;
    private final JsonObject definitions = new JsonObject();

    private JsonSchemas(Kinds kinds) {
        this.kinds = kinds;
    }

    /** The schema of scenario files, with the kinds of fault and probe that are at hand. */
    public static String scenario(Kinds kinds) {
        return new JsonSchemas(kinds).whole("A scenario of chaos-maven-plugin", ScenarioKeys.class);
    }

    /** The schema of environment files, with the kinds of target that are at hand. */
    public static String environment(Kinds kinds) {
        return new JsonSchemas(kinds).whole("An environment of chaos-maven-plugin", EnvironmentKeys.class);
    }

    /** The schema of suite files. */
    public static String suite() {
        return new JsonSchemas(new Kinds(Map.of(), Map.of(), Map.of()))
                .whole("A suite of chaos-maven-plugin", SuiteKeys.class);
    }

    private String whole(String title, Class<? extends Record> type) {
        JsonObject schema = new JsonObject()
                .put("$schema", "http://json-schema.org/draft-07/schema#")
                .put("title", title);
        block(type).forEach(entry -> schema.put(entry.getKey(), entry.getValue()));
        return schema.put("definitions", definitions).encodePrettily() + "\n";
    }

    private JsonObject block(Class<?> type) {
        JsonObject properties = new JsonObject();
        JsonArray required = new JsonArray();
        if (type == ProbeKeys.class) {
            choices(properties);
        }
        for (RecordComponent component : type.getRecordComponents()) {
            put(properties, component);
            if (!KeyBinder.key(component).needed().isEmpty()) {
                required.add(KeyBinder.name(component));
            }
        }
        if (type == ProbeKeys.class) {
            others(properties);
        }
        if (type == TargetKeys.class) {
            targets(properties);
        }
        JsonObject schema = new JsonObject()
                .put("type", "object")
                .put("properties", properties)
                .put("additionalProperties", type == MessageKeys.class);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        List<String> choice =
                type == ProbeKeys.class ? List.copyOf(kinds.probes().keySet()) : CHOICES.getOrDefault(type, List.of());
        if (!choice.isEmpty()) {
            JsonArray one = new JsonArray();
            choice.forEach(key -> one.add(new JsonObject().put("required", new JsonArray(List.of(key)))));
            schema.put("oneOf", one);
        }
        return schema;
    }

    /** A key; where several kinds have one of the same name, what any of them accepts. */
    private void put(JsonObject properties, RecordComponent component) {
        String name = KeyBinder.name(component);
        JsonObject schema = described(place(component), component);
        JsonObject other = properties.getJsonObject(name);
        properties.put(
                name,
                other == null || other.equals(schema)
                        ? schema
                        : any(new JsonArray().add(other).add(schema))
                                .put("description", other.getString("description")));
    }

    /** The keys that choose a kind of probe. */
    private void choices(JsonObject properties) {
        kinds.probes().forEach((kind, type) -> Arrays.stream(KindBinder.components(type))
                .filter(component -> KeyBinder.name(component).equals(kind))
                .forEach(component -> put(properties, component)));
    }

    /** All others that a kind of probe has. */
    private void others(JsonObject properties) {
        kinds.probes().forEach((kind, type) -> Arrays.stream(KindBinder.components(type))
                .filter(component -> !KeyBinder.name(component).equals(kind))
                .forEach(component -> put(properties, component)));
    }

    /** The blocks of the kinds of target that other artifacts bring. */
    private void targets(JsonObject properties) {
        kinds.targets().forEach((kind, type) -> {
            String name = "Target-" + kind;
            definitions.put(name, block(type).put("title", name.replace('-', ' ')));
            properties.put(
                    kind,
                    new JsonObject()
                            .put("allOf", new JsonArray().add(new JsonObject().put("$ref", "#/definitions/" + name)))
                            .put(
                                    "description",
                                    Objects.requireNonNull(type.getAnnotation(TargetType.class))
                                            .doc()));
        });
    }

    /** All that may stand in a place: a block, blocks, or a value. */
    private JsonObject place(RecordComponent component) {
        Key key = KeyBinder.key(component);
        if (key.block() == void.class) {
            JsonObject value = value(component);
            return key.form() == Key.Form.NAMED || component.getType() == Map.class
                    ? named(value)
                    : key.form() == Key.Form.NAMED_LISTS
                            ? named(oneOrMore(value, 0))
                            : key.form() == Key.Form.LIST || component.getType() == List.class
                                    ? oneOrMore(value, key.mayBeBlank() ? 0 : 1)
                                    : value;
        }
        JsonObject block = reference(key.block());
        if (key.form() == Key.Form.NAMED) {
            return named(block);
        }
        JsonArray any = new JsonArray().add(block);
        if (key.orText()) {
            any.add(said());
        }
        JsonArray all = key.form() == Key.Form.LIST
                ? new JsonArray()
                        .add(new JsonObject().put("type", "array").put("items", any(any)))
                        .addAll(any)
                : any;
        if (key.words().length > 0 || component.isAnnotationPresent(UnitOf.class)) {
            all = all.copy().add(value(component));
        }
        return any(all);
    }

    private static JsonObject any(JsonArray schemas) {
        return schemas.size() == 1 ? schemas.getJsonObject(0) : new JsonObject().put("anyOf", schemas);
    }

    private static JsonObject oneOrMore(JsonObject value, int least) {
        JsonObject list = new JsonObject().put("type", "array").put("items", value);
        return any(new JsonArray().add(value).add(least == 0 ? list : list.put("minItems", least)));
    }

    private static JsonObject named(JsonObject value) {
        return new JsonObject().put("type", "object").put("additionalProperties", value);
    }

    private JsonObject reference(Class<?> type) {
        String name =
                type.getName().replaceFirst(".*\\.", "").replace("Keys", "").replace('$', '-');
        if (!definitions.containsKey(name)) {
            definitions.put(name, new JsonObject()); // its name is taken while its own blocks are made
            JsonObject schema = type == FaultKeys.class ? fault() : block(type);
            definitions.put(name, schema.put("title", name.replace('-', ' ')));
        }
        return new JsonObject().put("$ref", "#/definitions/" + name);
    }

    /** The keys of each type stand behind its name, so that an editor proposes those and no others. */
    private JsonObject fault() {
        JsonObject common = block(FaultKeys.class);
        JsonArray types = new JsonArray();
        JsonArray each = new JsonArray();
        new TreeMap<>(kinds.faults()).forEach((name, record) -> {
            types.add(name);
            JsonObject properties = common.getJsonObject("properties").copy().put("type", new JsonObject());
            JsonArray required = new JsonArray();
            for (RecordComponent component : record.getRecordComponents()) {
                properties.put(component.getName(), described(value(component), component));
                if (!component.isAnnotationPresent(Default.class)) {
                    required.add(component.getName());
                }
            }
            FaultType does = record.getAnnotation(FaultType.class);
            each.add(new JsonObject()
                    .put(
                            "if",
                            new JsonObject()
                                    .put(
                                            "properties",
                                            new JsonObject().put("type", new JsonObject().put("const", name)))
                                    .put("required", new JsonArray().add("type")))
                    .put(
                            "then",
                            new JsonObject()
                                    .put("description", does == null ? name : does.does())
                                    .put("properties", properties)
                                    .put("required", required)
                                    .put("additionalProperties", false)));
        });
        JsonObject properties =
                new JsonObject().put("type", words(types.getList()).put("description", "the type of the fault"));
        common.getJsonObject("properties").forEach(entry -> properties.put(entry.getKey(), entry.getValue()));
        return new JsonObject()
                .put("type", "object")
                .put("properties", properties)
                .put("required", common.getJsonArray("required").copy().add("type"))
                .put("allOf", each);
    }

    private static JsonObject described(JsonObject schema, RecordComponent component) {
        Key key = component.getAnnotation(Key.class);
        // Beside a $ref, draft-07 sees nothing else.
        JsonObject described =
                schema.containsKey("$ref") ? new JsonObject().put("allOf", new JsonArray().add(schema)) : schema.copy();
        Default standard = component.getAnnotation(Default.class);
        if (key != null) {
            described.put("description", key.doc());
        }
        if (standard != null) {
            described.put("default", standard.value());
        }
        String[] examples = key == null ? new String[0] : key.examples();
        if (examples.length > 0) {
            described.put("examples", new JsonArray(Arrays.asList(examples)));
        }
        return described;
    }

    private static JsonObject value(RecordComponent component) {
        Class<?> type = component.getType();
        Key key = component.getAnnotation(Key.class);
        if (type == Duration.class) {
            String before = component.isAnnotationPresent(Signed.class)
                    ? "(-\\s*)?"
                    : key != null && key.positive() ? "(?=.*[1-9])" : "";
            return quantity(Dimension.TIME, before);
        }
        if (component.isAnnotationPresent(UnitOf.class)) {
            return quantity(KeyBinder.dimension(component), "");
        }
        if (type == boolean.class || type == Boolean.class) {
            return words(List.of(true, false, "true", "false"));
        }
        if (type == int.class || type == Integer.class || key != null && isNumber(key)) {
            JsonObject number = new JsonObject()
                    .put("type", new JsonArray(List.of("integer", "string")))
                    .put("pattern", whole("-?\\d{1,9}") + PLACE)
                    .put("minimum", key == null ? 0 : key.least());
            return key == null || key.most() == Integer.MAX_VALUE ? number : number.put("maximum", key.most());
        }
        if (type == double.class) {
            return new JsonObject().put("type", new JsonArray(List.of("number", "string")));
        }
        if (type.isEnum()) {
            return words(KeyBinder.words(type));
        }
        if (key == null || key.words().length == 0 && key.pattern().isEmpty()) {
            return key != null && key.mayBeBlank() ? text() : said();
        }
        if (key.words().length > 0) {
            return words(Stream.concat(
                            Arrays.stream(key.words()),
                            Arrays.stream(key.words())
                                    .filter(word -> word.matches("\\d+(\\.\\d+)?"))
                                    .map(JsonSchemas::number))
                    .toList());
        }
        return text().put("pattern", whole(key.pattern()) + PLACE);
    }

    /** A word such as 2 is a number to YAML, unless it is quoted. */
    private static Object number(String word) {
        return word.contains(".") ? (Object) Double.valueOf(word) : Integer.valueOf(word);
    }

    /** One of these, or a placeholder. */
    private static JsonObject words(List<?> words) {
        return any(new JsonArray()
                .add(new JsonObject().put("enum", new JsonArray(words)))
                .add(new JsonObject().put("type", "string").put("pattern", PLACE.substring(1))));
    }

    /** Whether bounds of a whole number are given where the reader reads the value by itself. */
    private static boolean isNumber(Key key) {
        return key.most() != Integer.MAX_VALUE;
    }

    /** Any single value: what YAML takes for a number or a truth is a text to the reader. */
    private static JsonObject text() {
        return new JsonObject().put("type", new JsonArray(List.of("string", "number", "boolean")));
    }

    /** The same, which is not blank. */
    private static JsonObject said() {
        return text().put("pattern", "[^ \\t\\r\\n]");
    }

    /** @param before what a number must look like besides, or may have before it */
    private static JsonObject quantity(Dimension dimension, String before) {
        String number = "\\d+(\\.\\d+)?";
        Map<Dimension, String> patterns = new LinkedHashMap<>();
        patterns.put(Dimension.TIME, "(" + number + "(us|µs|ms|s|m|h))+");
        patterns.put(Dimension.RATIO, number + "\\s?%");
        patterns.put(Dimension.RATE, number + "\\s?/\\s?(s|m|h)");
        patterns.put(Dimension.SIZE, number + "\\s?(B|kB|KB|MB|GB|KiB|MiB|GiB)");
        patterns.put(Dimension.COUNT, number);
        JsonObject schema = new JsonObject()
                .put("type", "string")
                .put("pattern", whole(before + patterns.get(dimension)) + PLACE)
                .put("description", dimension.example());
        return dimension == Dimension.COUNT ? schema.put("type", new JsonArray(List.of("number", "string"))) : schema;
    }

    /** Anchors a pattern to the whole text, with the surrounding space that readers remove. */
    private static String whole(String pattern) {
        String space = "[\\s\\x1c-\\x1f]*";
        return "^" + space + "(" + pattern + ")" + space + "$";
    }
}
