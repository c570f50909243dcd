package dev.holograph.chaos.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.holograph.chaos.adapters.process.Executables;
import dev.holograph.chaos.slo.Result;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** summary.json as its schema says, and the examples of the guide as they are there. */
@Timeout(60)
class MachineResultsTest {

    private static final Path DOCS = Path.of("../docs");
    private static final Date BUILD = new Date(1_795_753_765_000L);

    private static final Pattern BLOCK = Pattern.compile("```(json|sh|text)\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path project;

    private static Summary.Entry entry(String scenario, String run, Result result, String... reasons) {
        return new Summary.Entry(
                scenario, run, result, List.of(reasons), "target/chaos/ChaosReport.md", "target/chaos/" + run);
    }

    private String summary(Summary.Entry... entries) throws Exception {
        Path output = project.resolve("target/chaos");
        List<Summary.Due> due = Stream.of(entries)
                .map(entry -> new Summary.Due(entry.scenario(), entry.run(), "local"))
                .toList();
        Summary.begin(output, BUILD, due);
        Summary.append(output, BUILD, List.of(entries));
        return Files.readString(output.resolve("summary.json"));
    }

    private static List<Error> problems(String schema, String json) throws IOException {
        Schema parsed = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(Files.readString(DOCS.resolve("schemas/" + schema + ".schema.json")));
        return parsed.validate(
                json,
                InputFormat.JSON,
                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }

    @ParameterizedTest
    @EnumSource(Result.class)
    void everyVerdictIsAsTheSchemaSays(Result result) throws Exception {
        String json = summary(
                entry("a", "a-1", Result.PASS), entry("b", "b-1", result, "why"), entry("c", "c-1", Result.WARN, "so"));

        assertThat(problems("summary", json)).isEmpty();
        assertThat(new JsonObject(json).getString("result"))
                .isEqualTo(result.and(Result.WARN).name());
    }

    @Test
    void aKeyThatIsMissingOrMisspeltIsRefused() throws Exception {
        JsonObject json = new JsonObject(summary(entry("a", "a-1", Result.BREACH, "why")));
        JsonObject run = json.getJsonArray("runs").getJsonObject(0);
        json.getJsonArray("runs").set(0, run);
        JsonObject due = json.getJsonArray("due").getJsonObject(0);
        json.getJsonArray("due").set(0, due);

        List<String> passing = new ArrayList<>();
        for (JsonObject object : List.of(json, run, due)) {
            for (String key : List.copyOf(object.fieldNames())) {
                Object value = object.remove(key);
                if (problems("summary", json.encode()).isEmpty()) {
                    passing.add("without " + key);
                }
                object.put(key, value).put(key + "x", value);
                if (problems("summary", json.encode()).isEmpty()) {
                    passing.add("with " + key + "x");
                }
                object.remove(key + "x");
            }
        }

        assertThat(problems("summary", json.encode())).isEmpty();
        assertThat(passing).isEmpty();
    }

    @Test
    void whatWasDueAndHasNotEndedIsNeverGreen() throws Exception {
        Path output = project.resolve("target/chaos");
        Summary.begin(
                output, BUILD, List.of(new Summary.Due("a", "a-1", "local"), new Summary.Due("b", "b-1", "local")));
        Summary.append(output, BUILD, List.of(entry("a", "a-1", Result.PASS)));
        String json = Files.readString(output.resolve("summary.json"));

        assertThat(problems("summary", json)).isEmpty();
        assertThat(new JsonObject(json).getString("result")).isEqualTo("INTERRUPTED");
    }

    @Test
    void theSchemaIsInTheJar() throws Exception {
        for (String name : List.of("summary", "run", "history")) {
            try (var in = Summary.class.getResourceAsStream("/dev/holograph/chaos/schemas/" + name + ".schema.json")) {
                assertThat(in).as(name).isNotNull();
                assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo(Files.readString(DOCS.resolve("schemas/" + name + ".schema.json")));
            }
        }
    }

    @Test
    void theGuidesSummaryIsWhatIsWritten() throws Exception {
        String shown = blocks("results.md").get(0).group(2);

        assertThat(shown).isEqualTo(guidesSummary());
        assertThat(problems("summary", shown)).isEmpty();
    }

    @Test
    void theGuidesLineOfAHistoryIsAsTheSchemaSays() throws Exception {
        assertThat(problems("history", guidesHistory())).isEmpty();
    }

    private String guidesSummary() throws Exception {
        return summary(
                entry("latency", "latency-20261127-042925-joof", Result.PASS),
                entry(
                        "pod-kill",
                        "pod-kill-20261127-043101-k2bd",
                        Result.BREACH,
                        "recovery_time < 15s does not hold: not within 40s",
                        "requests failed: 149 × connection closed, from 25.0s to 31.3s"));
    }

    private static String guidesHistory() throws IOException {
        return blocks("report.md").stream()
                .map(block -> block.group(2))
                .filter(block -> block.startsWith("{\"started\""))
                .findFirst()
                .orElseThrow();
    }

    /** Each command that is followed by what it prints, and the last one, which prints what happened to a fault. */
    @Test
    void theGuidesCommandsPrintWhatItSays() throws Exception {
        assumeTrue(Executables.find("jq").isPresent(), "not run: there is no jq on the PATH");
        guidesSummary();
        Files.createDirectories(project.resolve(".chaos"));
        Files.writeString(project.resolve(".chaos/history.ndjson"), guidesHistory());
        List<MatchResult> blocks = blocks("results.md");
        int run = 0;
        for (int i = 0; i + 1 < blocks.size(); i++) {
            if (blocks.get(i).group(1).equals("sh")
                    && blocks.get(i + 1).group(1).equals("text")) {
                assertThat(printed(blocks.get(i).group(2)))
                        .isEqualTo(blocks.get(i + 1).group(2));
                run++;
            }
        }
        assertThat(run).isEqualTo(3);
        Files.createDirectories(project.resolve("target/chaos/latency-1"));
        Files.writeString(
                project.resolve("target/chaos/latency-1/run.json"),
                "{\"faults\":[{\"name\":\"slow\",\"injectionConfirmed\":\"2026-01-02T03:00:25Z\",\"undoConfirmed\":null}]}");
        assertThat(printed(blocks.get(blocks.size() - 1).group(2)))
                .isEqualTo("slow: 2026-01-02T03:00:25Z to the system came back by itself\n");
    }

    private static List<MatchResult> blocks(String page) throws IOException {
        return BLOCK.matcher(Files.readString(DOCS.resolve("guide/" + page)))
                .results()
                .toList();
    }

    private String printed(String command) throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", command)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .start();
        String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return printed;
    }
}
