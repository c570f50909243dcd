package dev.holograph.chaos.adapters.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.run.Drivers;
import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.Validated;
import dev.holograph.chaos.spi.DriverProvider;
import dev.holograph.chaos.spi.Kinds;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Editors are never stricter than the readers: whatever a reader accepts, its schema accepts. */
class JsonSchemasTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Path PUBLISHED = ROOT.resolve("docs/schemas");
    private static final int MUTATIONS = 1500;

    /** What a mutation puts in the place of a value. */
    private static final List<String> VALUES = List.of(
            "1",
            "0",
            "007",
            "1.5",
            "true",
            "no",
            "2s",
            "\" 2s \"",
            "1m30s",
            "5%",
            "5 %",
            "100/s",
            "30 / m",
            "64KiB",
            "name",
            "\"{env.A:x}\"",
            "[a, b]",
            "[]",
            "{}",
            "{ a: b }",
            "none",
            "allow",
            "\"GET /x\"",
            "/x",
            "201",
            "ready",
            "renderer",
            "proxy",
            "-1h",
            "\"\"",
            "~");

    @TempDir
    private Path folder;

    static Map<String, Class<? extends Fault>> faults() {
        RunContext context =
                new RunContext("id", Clock.systemUTC(), 1, Map.of(), (variable, server) -> Optional.empty());
        return new Drivers(
                        ServiceLoader.load(DriverProvider.class).stream()
                                .map(ServiceLoader.Provider::get)
                                .toList(),
                        context)
                .faults();
    }

    private static Schema schema(boolean scenario) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(
                        scenario
                                ? JsonSchemas.scenario(Kinds.found(faults()))
                                : JsonSchemas.environment(Kinds.found(Map.of())));
    }

    /** Every file of the repository that a reader accepts. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void acceptsEveryFileThatTheReaderAccepts(boolean scenario) throws IOException {
        Schema schema = schema(scenario);
        List<Path> files = files(scenario);
        assertThat(files).hasSizeGreaterThan(10);
        for (Path file : files) {
            assertThat(EditorView.errors(schema, Files.readString(file)))
                    .as(file.toString())
                    .isEmpty();
        }
    }

    /** Values and keys of good files are exchanged at random; where the reader accepts the outcome, so must the schema. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void acceptsWhatTheReaderAcceptsOfMutations(boolean scenario) throws IOException {
        Random random = new Random(42);
        Schema schema = schema(scenario);
        List<String> texts = new ArrayList<>();
        for (Path file : files(scenario)) {
            texts.add(Files.readString(file));
        }
        int accepted = 0;
        int refused = 0;
        Path file = folder.resolve("mutated.yaml");
        for (int i = 0; i < MUTATIONS; i++) {
            String mutated = mutated(texts.get(random.nextInt(texts.size())), random);
            Files.writeString(file, mutated);
            if (reads(file, scenario)) {
                accepted++;
                assertThat(EditorView.errors(schema, mutated)).as(mutated).isEmpty();
            } else if (EditorView.isYaml(mutated)
                    && !EditorView.errors(schema, mutated).isEmpty()) {
                refused++;
            }
        }
        assertThat(accepted).isGreaterThan(MUTATIONS / 20);
        assertThat(refused).isGreaterThan(MUTATIONS / 20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"scenario", "environment", "suite"})
    void isPublishedAsItIsMade(String name) throws IOException {
        String made =
                switch (name) {
                    case "scenario" -> JsonSchemas.scenario(Kinds.found(faults()));
                    case "environment" -> JsonSchemas.environment(Kinds.found(Map.of()));
                    default -> JsonSchemas.suite();
                };
        Path published = PUBLISHED.resolve(name + ".schema.json");
        if (Boolean.getBoolean("chaos.publishSchemas")) {
            Files.writeString(published, made);
        }
        assertThat(Files.readString(published).replace("\r\n", "\n")).isEqualTo(made);
    }

    private static final String SUITE = """
            title: What runs every night
            services: once
            scenarios:
              - latency
              - scenario: late-answers
                parameters:
                  delay: 2s
                  rate: 100/s
              - packet-loss
            """;

    /** As of scenarios and environments: whatever the reader accepts of mutations, the schema accepts. */
    @Test
    void ofASuiteAcceptsWhatTheReaderAccepts() throws IOException {
        Schema schema =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(JsonSchemas.suite());
        Placeholders places = new Placeholders(Map.of(), name -> "1");
        Random random = new Random(42);
        int accepted = 0;
        int refused = 0;
        Path file = folder.resolve("suite.yaml");
        for (int i = 0; i < MUTATIONS; i++) {
            String mutated = i == 0 ? SUITE : mutated(SUITE, random);
            Files.writeString(file, mutated);
            if (new SuiteReader(places).read(file, "suite.yaml").violations().isEmpty()) {
                accepted++;
                assertThat(EditorView.errors(schema, mutated)).as(mutated).isEmpty();
            } else if (EditorView.isYaml(mutated)
                    && !EditorView.errors(schema, mutated).isEmpty()) {
                refused++;
            }
        }
        assertThat(accepted).isGreaterThan(MUTATIONS / 20);
        assertThat(refused).isGreaterThan(MUTATIONS / 20);
        for (String wrong : List.of(
                "title: no scenarios\n",
                "scenarios: [a]\nservices: sometimes\n",
                "scenarios: [a]\nscenario: b\n",
                "scenarios: [{ parameters: {} }]\n")) {
            assertThat(EditorView.errors(schema, wrong)).as(wrong).isNotEmpty();
        }
    }

    /** A description at each key, so that an editor has something to show. */
    @Test
    void describesEveryKeyOfScenarioAndEnvironment() {
        for (String text : List.of(
                JsonSchemas.scenario(Kinds.found(faults())),
                JsonSchemas.environment(Kinds.found(Map.of())),
                JsonSchemas.suite())) {
            JsonObject schema = new JsonObject(text);
            schema.getJsonObject("definitions").copy().put("file", schema).forEach(definition -> ((JsonObject)
                            definition.getValue())
                    .getJsonObject("properties")
                    .forEach(property -> assertThat(((JsonObject) property.getValue()).getString("description"))
                            .as(definition.getKey() + "." + property.getKey())
                            .isNotBlank()));
        }
    }

    private List<Path> files(boolean scenario) throws IOException {
        String place = scenario ? "scenarios" : "environments";
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> ROOT.relativize(file).getNameCount() > 1
                            && file.getParent().endsWith(place)
                            && !ROOT.relativize(file).startsWith("target")
                            && !ROOT.relativize(file).toString().contains("target/"))
                    .filter(file -> reads(file, scenario))
                    .sorted()
                    .toList();
        }
    }

    private static boolean reads(Path file, boolean scenario) {
        Placeholders places = new Placeholders(
                Map.of("project.groupId", "g", "project.artifactId", "a", "project.version", "1"), name -> "1");
        Path base = file.toAbsolutePath().getParent().getParent();
        Path root = Files.isDirectory(base.resolve("tests")) || !file.startsWith(ROOT) ? base : ROOT;
        if (scenario) {
            return new ScenarioReader(Kinds.found(faults()), places, PhaseOverrides.NONE, root)
                    .read(file, "file.yaml")
                    .isValid();
        }
        Validated<Environment> environment =
                new EnvironmentReader(Kinds.found(Map.of()), places).read(file, "file.yaml");
        // A message's own provider looks at its keys; of any type, it needs one.
        return environment.isValid()
                && environment.get().messages().stream()
                        .allMatch(message -> message.settings().containsKey("type"));
    }

    private static String mutated(String text, Random random) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        for (int i = random.nextInt(2); i >= 0; i--) {
            int at = random.nextInt(lines.size());
            String line = lines.get(at);
            String value = VALUES.get(random.nextInt(VALUES.size()));
            switch (random.nextInt(5)) {
                case 0 -> lines.set(at, line.replaceFirst("(:\\s+)[^\\[{\\s#].*$", "$1" + quoted(value)));
                case 1 -> lines.set(at, line.replaceFirst("(: )[^,{}\\[\\]]+([,}\\]])", "$1" + quoted(value) + "$2"));
                case 2 -> lines.remove(at);
                case 3 -> lines.set(at, line.replaceFirst("- .*$", "- " + quoted(value)));
                default -> lines.set(at, line.replaceFirst("\\w+:", quoted(value) + ":"));
            }
            if (lines.isEmpty()) {
                return text;
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private static String quoted(String value) {
        return Matcher.quoteReplacement(value);
    }
}
