package dev.holograph.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.holograph.chaos.adapters.history.HistoryFile;
import dev.holograph.chaos.adapters.journal.RunArchive;
import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.report.PastRun;
import dev.holograph.chaos.scenario.Ledger;
import dev.holograph.chaos.scenario.Load;
import dev.holograph.chaos.scenario.ParameterValue;
import dev.holograph.chaos.scenario.ProbeQuery;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.slo.FailureReason;
import dev.holograph.chaos.slo.FailureReason.Kind;
import dev.holograph.chaos.slo.FaultRecord;
import dev.holograph.chaos.slo.OutcomeSink;
import dev.holograph.chaos.slo.Result;
import dev.holograph.chaos.slo.Series;
import dev.holograph.chaos.slo.SeriesRecorder;
import dev.holograph.chaos.slo.Silence;
import dev.holograph.chaos.slo.Window;
import dev.holograph.chaos.slo.Witnesses;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What runs leave for machines is as the published schemas say, and the schemas let nothing else pass. */
@Timeout(120)
class ResultSchemasTest {

    private static final String RUN = "run";
    private static final String HISTORY = "history";

    /** Those that may be missing. What else is there must be there. */
    private static final Set<String> OPTIONAL =
            Set.of("warn", "commit", "warmup", "baseline", "fault", "recovery", "targets.*", "drivers.*");

    @TempDir
    private Path folder;

    static String text(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(
                RunArchive.class.getResourceAsStream("/dev/holograph/chaos/schemas/" + name + ".schema.json"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Schema schema(String name) throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(text(name));
    }

    private static List<Error> problems(Schema schema, String json) {
        return schema.validate(
                json,
                InputFormat.JSON,
                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }

    private String written(RunResult result) throws IOException {
        RunArchive.write(folder, result);
        return Files.readString(folder.resolve(RunArchive.FILE));
    }

    private String line(PastRun run) throws IOException {
        Path file = folder.resolve("history.ndjson");
        Files.deleteIfExists(file);
        List<String> told = new ArrayList<>();
        new HistoryFile(file, told::add).append(run);
        assertThat(told).isEmpty();
        return Files.readString(file);
    }

    private static RunResult with(RunResult ran, Scenario scenario) {
        return with(ran, scenario, ran.series(), ran.faults());
    }

    private static RunResult with(RunResult ran, Scenario scenario, Series series, List<FaultRecord> faults) {
        return new RunResult(
                new Plan(ran.plan().runId(), -1, scenario, ran.plan().environment(), List.of()),
                ran.started(),
                ran.ended(),
                ran.times(),
                series,
                faults,
                ran.ledger(),
                ran.findings(),
                ran.evaluation(),
                ran.loadEngine(),
                ran.versions(),
                ran.services());
    }

    /** What no simulated system does: requests fail for reasons of every kind, and are chosen; the proxy stood still. */
    private static RunResult withFailures(RunResult ran) {
        Instant due = Objects.requireNonNull(ran.times()).firstDue().plusSeconds(30);
        SeriesRecorder recorder = SeriesRecorder.of(ran.plan().scenario());
        OutcomeSink load = recorder.forLoad("load");
        for (Kind kind : Kind.values()) {
            load.failed(
                    Window.micros(due),
                    1000,
                    kind == Kind.STATUS ? FailureReason.status(415) : FailureReason.of(kind),
                    kind == Kind.STATUS ? "no such type" : null);
        }
        load.forRequest("store").failed(Window.micros(due), 1000, FailureReason.status(405), null);
        Series series = recorder.finish(Window.micros(due.plusSeconds(60)));
        Witnesses stalled = new Witnesses(
                series.witnesses().loads(),
                List.of(new Silence("the proxy", Window.within(due.plusSeconds(3), due.plusSeconds(5)))));
        return with(
                ran,
                ran.plan().scenario(),
                Series.of(series.bounds(), series.rows(), series.acknowledgements(), stalled, series.metrics()),
                ran.faults().stream().map(ResultSchemasTest::ofRequests).toList());
    }

    /** As if it had chosen among requests. */
    private static FaultRecord ofRequests(FaultRecord fault) {
        return new FaultRecord(
                fault.name(),
                fault.description(),
                fault.lasting(),
                fault.injectionRequested(),
                fault.injectionConfirmed(),
                fault.undoRequested(),
                fault.undoConfirmed(),
                fault.evidence().stream()
                        .map(one -> one.of(new Evidence.Traffic(12, 3)))
                        .toList(),
                fault.undoProblem());
    }

    private static Scenario overWebSockets() {
        Scenario http = Scenarios.scenario().slo("error_rate < 1%").build();
        Load load = http.loads().get(0);
        return new Scenario(
                http.name(),
                http.file(),
                http.title(),
                "Nobody notices.",
                "us",
                List.of("https://example.org/runbook"),
                List.of("weekly"),
                List.of(new Load(
                        load.name(),
                        new Profile.WebSocket("renderer", "/ws", "secret", "/ack", 100),
                        load.arrivals(),
                        load.timeout(),
                        "own.js",
                        Scenarios.HERE)),
                http.duration(),
                http.faults(),
                http.steadyState(),
                http.effect(),
                http.slo(),
                http.abortIf(),
                http.recovery(),
                http.ledger(),
                http.probes());
    }

    /** All kinds of what a scenario may hold. */
    private static Stream<Scenario> scenarios() {
        return Stream.of(
                Scenarios.scenario()
                        .users(5)
                        .load("other", 7)
                        .latency("slow", 0, 3)
                        .kill("kill", 9, 10)
                        .ledger(Ledger.of(new Ledger.Redis("frame:{id}", "redis"), Scenarios.HERE))
                        .warn("max(1.7x baseline, 33us)")
                        .noDataPasses()
                        .probe("front", Duration.ofMillis(1500))
                        .probe("pods", new ProbeQuery.Kubernetes(), Duration.ofMillis(500))
                        .probe("keys", new ProbeQuery.Redis("DBSIZE"), Duration.ofMillis(500))
                        .probe("rate", new ProbeQuery.Prometheus("up"), Duration.ofMillis(500))
                        .probe("rows", new ProbeQuery.Sql("select 1"), Duration.ofMillis(500))
                        .slo("p99(latency) < 1s", "mean(latency) < baseline + 50ms during slow")
                        .build(),
                Scenarios.scenario()
                        .observed("tests/perf/own.js")
                        .ledger(Ledger.of(
                                new Ledger.Sql("select id from frames where id in ({ids})", "store"), Scenarios.HERE))
                        .warn("200ms")
                        .slo("p99(latency) < 1s")
                        .abortIf("error_rate > 50% in any 5s")
                        .build(),
                overWebSockets(),
                Scenarios.scenario().noLoad().slo("max(front) < 1s").build(),
                Scenarios.scenario()
                        .parameters(List.of(
                                new ParameterValue("delay", "500ms", Quantity.parse("500ms"), "matrix", true),
                                new ParameterValue("where", "renderer", null, "its default", false)))
                        .build());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.holograph.chaos.run.ReportAgainTest#runs")
    void everyKindOfRunIsAsItsSchemaSays(String name, Result expected, Simulation simulation) throws Exception {
        RunResult ran = simulation.run();

        String run = written(ran);
        assertThat(new JsonObject(run).getString("verdict")).isEqualTo(expected.name());
        assertThat(problems(schema(RUN), run)).isEmpty();
        assertThat(problems(schema(HISTORY), line(PastRun.of(ran, null)))).isEmpty();
        assertThat(problems(schema(HISTORY), line(PastRun.of(ran, "0123abcd")))).isEmpty();
    }

    @Test
    void everyKindOfScenarioIsAsItsSchemaSays() throws Exception {
        RunResult ran = aRun();
        for (Scenario scenario : scenarios().toList()) {
            assertThat(problems(schema(RUN), written(with(ran, scenario)))).isEmpty();
        }
        assertThat(problems(schema(RUN), written(withFailures(ran)))).isEmpty();
    }

    private static RunResult aRun() {
        return new Simulation(Scenarios.scenario()
                        .latency("slow", 0, null)
                        .slo("error_rate < 1%")
                        .build())
                .run();
    }

    /** Runs that differ in as much as they can. */
    private List<String> samples() throws Exception {
        List<String> runs = new ArrayList<>();
        for (var arguments : ReportAgainTest.runs().toList()) {
            Object[] values = arguments.get();
            runs.add(written(((Simulation) values[2]).run()));
        }
        RunResult ran = aRun();
        for (Scenario scenario : scenarios().toList()) {
            runs.add(written(with(ran, scenario)));
        }
        runs.add(written(withFailures(ran)));
        return runs;
    }

    @Test
    void aKeyThatIsMissingOrMisspeltIsRefused() throws Exception {
        Schema run = schema(RUN);
        for (String sample : samples()) {
            assertThat(passing(run, new JsonObject(sample))).isEmpty();
        }
        String line = line(PastRun.of(aRun(), "0123abcd"));
        assertThat(passing(schema(HISTORY), new JsonObject(line))).isEmpty();
    }

    @Test
    void aValueOfAnotherKindIsRefused() throws Exception {
        Schema run = schema(RUN);
        String sample = samples().get(0);
        for (String[] change : new String[][] {
            {"\"format\" : 3", "\"format\" : 4"},
            {"\"verdict\" : \"PASS\"", "\"verdict\" : \"PASSED\""},
            {"\"warmup\" : \"PT", "\"warmup\" : \"P"},
            {"\"firstDue\" : \"2", "\"firstDue\" : \"at 2"},
            {"\"seriesRows\" : ", "\"seriesRows\" : -"},
            {"\"kind\" : \"OBSERVED\"", "\"kind\" : \"SEEN\""},
        }) {
            assertThat(sample).contains(change[0]);
            assertThat(problems(run, sample.replace(change[0], change[1])))
                    .as(change[1])
                    .isNotEmpty();
        }
    }

    /** The changes of an object, and of all objects in it, that the schema lets pass. */
    private static List<String> passing(Schema schema, JsonObject root) {
        List<String> passing = new ArrayList<>();
        each(root, "", (object, path) -> {
            for (String key : List.copyOf(object.fieldNames())) {
                boolean optional = OPTIONAL.contains(key) || OPTIONAL.contains(path + ".*");
                Object value = object.remove(key);
                if (!optional && problems(schema, root.encode()).isEmpty()) {
                    passing.add("without " + path + "." + key);
                }
                object.put(key, value).put(key + "x", value);
                if (!OPTIONAL.contains(path + ".*")
                        && problems(schema, root.encode()).isEmpty()) {
                    passing.add("with " + path + "." + key + "x");
                }
                object.remove(key + "x");
            }
        });
        return passing;
    }

    private interface Visit {
        void object(JsonObject object, String path);
    }

    /** One of each list is enough, but for those whose objects differ. */
    private static void each(JsonObject object, String path, Visit visit) {
        visit.object(object, path);
        for (Map.Entry<String, Object> entry : object) {
            if (entry.getValue() instanceof JsonObject inner) {
                each(inner, entry.getKey(), visit);
            } else if (entry.getValue() instanceof JsonArray array) {
                for (int i = 0; i < Math.min(array.size(), 5); i++) {
                    if (array.getValue(i) instanceof JsonObject inner) {
                        each(inner, entry.getKey(), visit);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {RUN, HISTORY, "summary"})
    void eachFieldHasATitleAndADescriptionAndNoObjectIsOpen(String name) throws Exception {
        List<String> bad = new ArrayList<>();
        describe(new JsonObject(text(name)), name, bad);

        assertThat(bad).isEmpty();
    }

    private static void describe(JsonObject schema, String path, List<String> bad) {
        if (schema.containsKey("$ref")) {
            return;
        }
        if (schema.getString("title", "").isBlank()
                || !schema.getString("description", "").matches("(?s).+")) {
            bad.add(path + " has no title or no description");
        }
        if ("object".equals(schema.getValue("type")) && !schema.containsKey("additionalProperties")) {
            bad.add(path + " is open");
        }
        for (String holder : List.of("properties", "definitions")) {
            JsonObject inner = schema.getJsonObject(holder, new JsonObject());
            inner.forEach(one -> describe((JsonObject) one.getValue(), path + "/" + one.getKey(), bad));
        }
        if (schema.getValue("items") instanceof JsonObject items) {
            describe(items, path + "/items", bad);
        }
        for (Object one : schema.getJsonArray("oneOf", new JsonArray())) {
            describe((JsonObject) one, path + "/oneOf", bad);
        }
    }

    /** A key that no run has is a mistake of the schema. */
    @Test
    void everyKeyOfTheSchemaOccurs() throws Exception {
        Set<String> seen = new TreeSet<>();
        for (String sample : samples()) {
            each(new JsonObject(sample), "", (object, path) -> seen.addAll(object.fieldNames()));
        }
        Set<String> named = new TreeSet<>();
        names(new JsonObject(text(RUN)), named);
        named.removeAll(seen);

        assertThat(named).isEmpty();
    }

    private static void names(JsonObject schema, Set<String> named) {
        JsonObject properties = schema.getJsonObject("properties", new JsonObject());
        named.addAll(properties.fieldNames());
        properties.forEach(one -> names((JsonObject) one.getValue(), named));
        schema.getJsonObject("definitions", new JsonObject()).forEach(one -> names((JsonObject) one.getValue(), named));
        for (Object one : schema.getJsonArray("oneOf", new JsonArray())) {
            names((JsonObject) one, named);
        }
    }
}
