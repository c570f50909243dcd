package dev.holograph.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.adapters.journal.RunArchive;
import dev.holograph.chaos.adapters.journal.RunArchive.Kept;
import dev.holograph.chaos.adapters.report.MarkdownReport;
import dev.holograph.chaos.adapters.report.junit.JunitReport;
import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.report.PastRun;
import dev.holograph.chaos.report.ReportBuilder;
import dev.holograph.chaos.run.Simulation.Reply;
import dev.holograph.chaos.run.StopSignal.Reason;
import dev.holograph.chaos.scenario.ExpectedAnswer;
import dev.holograph.chaos.scenario.Probe;
import dev.holograph.chaos.scenario.ProbeQuery;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.scenario.RequestSelection;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.slo.MetricSink;
import dev.holograph.chaos.slo.Result;
import dev.holograph.chaos.slo.Writes;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.ProbeProvider;
import dev.holograph.chaos.spi.WriteFinder.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A run that is read from its files is judged and reported as it was when it ran. In the package of the simulation. */
@Timeout(60)
class ReportAgainTest {

    private static final int LOOKS_BACK = 10;

    @TempDir
    private Path folder;

    private static Scenarios scenario() {
        return Scenarios.scenario()
                .steadyState("error_rate < 1%", "p95(latency) < 250ms")
                .latency("slow", 0, null)
                .ledger()
                .slo(
                        "error_rate < max(2x baseline, 1%)",
                        "p99(latency) < 1s in every 10s",
                        "mean(latency) < 100ms during slow",
                        "throughput > 50/s",
                        "recovery_time < 20s",
                        "lost_writes = 0");
    }

    /** What answers in 40 ms, once a second, and in 300 ms from 40 s on for 20 s. */
    private static Simulation probed() {
        Simulation simulation = new Simulation(Scenarios.scenario()
                .steadyState("max(front) < 100ms")
                .latency("slow", 0, null)
                .slo("p90(front) < max(2x baseline, 90ms)", "max(front) < 200ms during recovery", "recovery_time < 20s")
                .probe("front", Duration.ofSeconds(1))
                .build());
        simulation.probes = List.of(new ProbeProvider() {
            @Override
            public Class<ProbeQuery.Http> query() {
                return ProbeQuery.Http.class;
            }

            @Override
            public RunningProbe start(
                    Probe probe, TargetSpec target, MetricSink sink, DriverContext context, Consumer<String> progress) {
                long start = simulation.clock.now().toEpochMilli() * 1000;
                for (int second = 0; second < 120; second++) {
                    boolean slow = second >= 40 && second < 60;
                    sink.sample(probe.latency(), Map.of(), start + second * 1_000_000L, slow ? 300 : 40);
                }
                return deadline -> {};
            }
        });
        return simulation;
    }

    private static Simulation simulation() {
        return new Simulation(scenario().build());
    }

    /** Sick for 3 s after a delay, and for 40 s after a kill that is repeated. */
    private static Simulation severalFaults() {
        return new Simulation(Scenarios.scenario()
                        .phases(5, 20, 90, 60)
                        .steadyState("error_rate < 1%")
                        .latency("slow", 0, 10)
                        .kill("kill", 45, 30)
                        .effect("max(latency) > 1ms during kill")
                        .slo("error_rate < 1% during slow", "error_rate < 50% during kill", "recovery_time < 15s")
                        .build())
                .system(world -> {
                    double second = world.request() / 100.0;
                    boolean sick = (second > 35.6 && second < 38) || (second > 75 && second < 100);
                    return sick ? Reply.error() : Reply.ok(20);
                });
    }

    /** Every way in which a run can end. */
    static Stream<Arguments> runs() {
        Simulation lost = simulation();
        lost.finder = ids -> Simulation.answer(ids.subList(0, 3), ids.subList(3, 4));
        Simulation noStart = simulation();
        noStart.environmentProblem = "redis: port 6379 is in use";
        Simulation interrupted = simulation();
        interrupted.at(40, () -> interrupted.stop.request(Reason.INTERRUPTED, "a signal"));
        Simulation stuck = simulation();
        stuck.faults = name -> FakeDriver.Behaviour.UNDO_FAILS;
        Simulation early = simulation();
        early.at(10, () -> early.stop.request(Reason.INTERRUPTED, "a signal"));
        early.at(7, () -> early.printed.add("ERROR no connection | `x`"));
        return Stream.of(
                Arguments.of("passes", Result.PASS, simulation()),
                Arguments.of("does not recover between two of several faults", Result.BREACH, severalFaults()),
                Arguments.of(
                        "breaks",
                        Result.BREACH,
                        simulation().system(world -> world.broken() ? Reply.error() : Reply.ok(20))),
                Arguments.of(
                        "times out",
                        Result.BREACH,
                        simulation().system(world -> world.broken() ? Reply.silence() : Reply.ok(20))),
                Arguments.of(
                        "never recovers",
                        Result.BREACH,
                        simulation()
                                .system(world ->
                                        world.broken() || world.sinceFault() > 0 ? Reply.ok(400) : Reply.ok(20))),
                Arguments.of("was not well", Result.NOT_PROVEN, simulation().system(world -> Reply.error())),
                Arguments.of(
                        "warns",
                        Result.WARN,
                        new Simulation(Scenarios.scenario()
                                        .latency("slow", 0, null)
                                        .slo("p95(latency) < 1s")
                                        .warn("max(2x baseline, 30ms)")
                                        .build())
                                .system(world -> Reply.ok(world.broken() ? 700 : 20))),
                Arguments.of(
                        "is aborted",
                        Result.BREACH,
                        new Simulation(scenario()
                                        .abortIf("error_rate > 50% in any 5s")
                                        .build())
                                .system(world -> world.broken() ? Reply.error() : Reply.ok(20))),
                Arguments.of(
                        "is killed again and again",
                        Result.PASS,
                        new Simulation(Scenarios.scenario()
                                .kill("kill", 0, 10)
                                .slo("error_rate < 1%", "recovery_time < 20s")
                                .build())),
                Arguments.of(
                        "breaks for one kind of request",
                        Result.BREACH,
                        new Simulation(Scenarios.scenario()
                                        .mix("search", "buy")
                                        .steadyState("error_rate{request=buy} < 5%")
                                        .latency("slow", 0, null)
                                        .slo(
                                                "error_rate < 20%",
                                                "error_rate{request=buy} < 5%",
                                                "p95(latency{load=load,request=search}) < max(2x baseline, 1s)")
                                        .build())
                                .system(world -> world.broken() && world.asked().endsWith("/buy")
                                        ? Reply.error()
                                        : Reply.ok(20))),
                Arguments.of("has a slow front", Result.BREACH, probed()),
                Arguments.of("loses writes", Result.BREACH, lost),
                Arguments.of("is not undone", Result.NOT_UNDONE, stuck),
                Arguments.of("is interrupted", Result.INTERRUPTED, interrupted),
                Arguments.of("is interrupted early", Result.INTERRUPTED, early),
                Arguments.of("does not start", Result.ERROR, noStart));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("runs")
    void theReportWrittenAgainIsTheReport(String name, Result expected, Simulation simulation) throws IOException {
        RunResult ran = simulation.run();
        RunArchive.write(folder, ran);

        Kept kept = RunArchive.read(folder);

        assertThat(ran.verdict().result()).isEqualTo(expected);
        assertThat(kept.judgedThen()).isEqualTo(expected);
        assertThat(kept.result().verdict()).isEqualTo(ran.verdict());
        List<PastRun> history = history(ran);
        assertThat(markdown(kept.result(), history)).isEqualTo(markdown(ran, history));
        assertThat(junit(kept.result())).isEqualTo(junit(ran));
        assertThat(PastRun.of(kept.result(), null)).isEqualTo(PastRun.of(ran, null));
    }

    /** Five runs before it and, when the report is written again, one after it. */
    private static List<PastRun> history(RunResult ran) {
        PastRun run = PastRun.of(ran, null);
        List<PastRun> history = new ArrayList<>(List.of(run));
        for (int hours : new int[] {-5, -4, -3, -2, -1, 1}) {
            history.add(new PastRun(
                    run.started().plusSeconds(hours * 3600L),
                    "run" + hours,
                    run.scenario(),
                    run.environment(),
                    run.loadEngine(),
                    null,
                    Result.PASS,
                    run.values()));
        }
        return history;
    }

    private String markdown(RunResult result, List<PastRun> history) throws IOException {
        Path file = folder.resolve("report.md");
        Files.deleteIfExists(file);
        new MarkdownReport().write(file, ReportBuilder.of(result, history, LOOKS_BACK));
        return Files.readString(file);
    }

    private String junit(RunResult result) throws IOException {
        Path file = folder.resolve("TEST-chaos.xml");
        JunitReport.write(file, List.of(result), true, "ChaosReport.md");
        return Files.readString(file);
    }

    @Test
    void theScenarioIsReadWithEverythingThatIsJudged() throws IOException {
        Scenario written = Scenarios.scenario()
                .steadyState("error_rate <= 1.7%", "p(95) < 250ms")
                .latency("slow", 0, null)
                .ledger()
                .effect("p50(latency) > 1.9s")
                .abortIf("error_rate > 33.3% in any 5s")
                .warn("max(1.7x baseline, 33us)")
                .noDataPasses()
                .probe("front", Duration.ofMillis(1500))
                .probe("pods", new ProbeQuery.Kubernetes(), Duration.ofMillis(500))
                .probe("keys", new ProbeQuery.Redis("GET token-8"), Duration.ofMillis(500))
                .probe("rate", new ProbeQuery.Prometheus("token-8"), Duration.ofMillis(500))
                .probe("rows", new ProbeQuery.Sql("select token-8"), Duration.ofMillis(500))
                .recovery(7, 9)
                .phases(1, 30, 40, 50)
                .definition("c30172")
                .slo(
                        "p99.9(latency) < 1234us in every 7s",
                        "mean(latency) < baseline + 50ms during slow",
                        "p90(front{a=b}) < 3s")
                .build();
        RunResult ran = new Simulation(Scenarios.scenario()
                        .latency("slow", 0, null)
                        .slo("error_rate < 1%")
                        .build())
                .run();
        RunArchive.write(folder, with(ran, written));

        Scenario read = RunArchive.read(folder).result().plan().scenario();

        assertThat(read)
                .usingRecursiveComparison()
                .ignoringFields("faults", "steadyState", "effect", "slo", "abortIf", "ledger", "loads", "probes")
                .isEqualTo(written);
        assertThat(read.loads().get(0).arrivals())
                .isEqualTo(written.loads().get(0).arrivals());
        assertThat(read.probes())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("query", "location")
                .isEqualTo(written.probes());
        assertThat(read.probes())
                .extracting(Probe::metrics)
                .isEqualTo(written.probes().stream().map(Probe::metrics).toList());
        assertThat(read.probes())
                .extracting(probe -> probe.query().kind())
                .containsExactly("http", "kubernetes", "redis", "prometheus", "sql");
        assertThat(read.probes().toString()).doesNotContain("token-8");
        assertThat(read.slo()).usingRecursiveFieldByFieldElementComparator().isEqualTo(written.slo());
        assertThat(read.steadyState()).isEqualTo(written.steadyState());
        assertThat(read.effect()).isEqualTo(written.effect());
        assertThat(read.abortIf()).isEqualTo(written.abortIf());
    }

    @Test
    void theKindsOfRequestsAreReadAgain() throws IOException {
        RunResult ran = new Simulation(Scenarios.scenario()
                        .mix("search", "buy")
                        .latency("slow", 0, null)
                        .slo("error_rate{request=buy} < 20%")
                        .build())
                .run();
        RunArchive.write(folder, ran);

        RunResult read = RunArchive.read(folder).result();

        assertThat(read.plan().scenario().loads().get(0).profile())
                .isEqualTo(ran.plan().scenario().loads().get(0).profile());
        RequestSelection buy = new RequestSelection(null, "buy");
        assertThat(read.series().only(buy).rows())
                .usingRecursiveFieldByFieldElementComparator()
                .isEqualTo(ran.series().only(buy).rows())
                .hasSizeGreaterThan(500);

        List<String> rows = Files.readAllLines(folder.resolve("series-1.csv"));
        Files.write(folder.resolve("series-1.csv"), rows.subList(0, rows.size() - 10));
        assertThatThrownBy(() -> RunArchive.read(folder))
                .hasMessageContaining("series-1.csv: the file is damaged: ")
                .hasMessageContaining(" rows where the run has left ");
    }

    @Test
    void aLoadIsReadWithoutWhatMayBeSecret() throws IOException {
        ExpectedAnswer expect = new ExpectedAnswer(List.of("200", "3xx"), Map.of("/token", "token-8"));
        Profile http = new Profile.Http(
                "renderer", "PUT", "/a", Map.of("X-Token", "token-8"), "shop:token-8", "token-8", expect, "/id", 3);
        Profile frames = new Profile.WebSocket(
                "renderer",
                "/ws",
                new Profile.Opening(Map.of("X-Token", "token-8"), "shop:token-8", "v1", "token-8"),
                "token-8 {id}",
                "/ack",
                5);
        RunResult ran = new Simulation(Scenarios.scenario()
                        .latency("slow", 0, null)
                        .slo("error_rate < 1%")
                        .build())
                .run();

        Profile readHttp = again(ran, http, "http");
        Profile readFrames = again(ran, frames, "frames");

        assertThat(((Profile.Http) readHttp).first().expect())
                .isEqualTo(new ExpectedAnswer(List.of("200", "3xx"), Map.of()));
        assertThat(((Profile.WebSocket) readFrames).framesPerConnection()).isEqualTo(5);
    }

    /** Writes it into a folder of its own, in which no secret stands. */
    private Profile again(RunResult ran, Profile profile, String name) throws IOException {
        Path own = Files.createDirectory(folder.resolve(name));
        Scenario scenario = Scenarios.scenario()
                .profile(profile)
                .latency("slow", 0, null)
                .slo("error_rate < 1%")
                .build();
        RunArchive.write(own, with(ran, scenario));
        try (Stream<Path> files = Files.walk(own)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("token-8");
            }
        }
        return RunArchive.read(own).result().plan().scenario().loads().get(0).profile();
    }

    private static RunResult with(RunResult ran, Scenario scenario) {
        return new RunResult(
                new Plan(ran.plan().runId(), 1, scenario, ran.plan().environment(), List.of()),
                ran.started(),
                ran.ended(),
                ran.times(),
                ran.series(),
                ran.faults(),
                ran.ledger(),
                ran.findings(),
                ran.evaluation(),
                ran.loadEngine(),
                ran.versions(),
                ran.services());
    }

    /** Before there were kinds of probe from other artifacts, what a probe gives was told by its kind. */
    @Test
    void probesOfRunsOfEarlierVersionsGiveWhatTheyGave() throws IOException {
        Scenario written = Scenarios.scenario()
                .latency("slow", 0, null)
                .slo("error_rate < 1%")
                .probe("front", Duration.ofMillis(1500))
                .probe("pods", new ProbeQuery.Kubernetes(), Duration.ofMillis(500))
                .probe("keys", new ProbeQuery.Redis("DBSIZE"), Duration.ofMillis(500))
                .build();
        RunResult ran = new Simulation(Scenarios.scenario()
                        .latency("slow", 0, null)
                        .slo("error_rate < 1%")
                        .build())
                .run();
        RunArchive.write(folder, with(ran, written));
        Path file = folder.resolve("run.json");
        JsonObject json = new JsonObject(Files.readString(file));
        JsonArray probes = json.getJsonObject("scenario").getJsonArray("probes");
        probes.forEach(probe -> ((JsonObject) probe).remove("gives"));
        probes.getJsonObject(0).put("expect", "2xx").put("pointer", "/clients");
        Files.writeString(file, json.encode());

        assertThat(RunArchive.read(folder).result().plan().scenario().probes())
                .extracting(Probe::metrics)
                .isEqualTo(written.probes().stream().map(Probe::metrics).toList());
    }

    /** What reads a run needs nothing of what made it. */
    @Test
    void aProbeOfAKindThatIsNotAtHandIsRead() throws IOException {
        ProbeQuery lamp = new ProbeQuery.Past("lamp", List.of("_value"));
        Scenario written = Scenarios.scenario()
                .latency("slow", 0, null)
                .slo("error_rate < 1%")
                .probe("hall", lamp, Duration.ofMillis(500))
                .build();
        RunResult ran = new Simulation(Scenarios.scenario()
                        .latency("slow", 0, null)
                        .slo("error_rate < 1%")
                        .build())
                .run();
        RunArchive.write(folder, with(ran, written));

        Probe read = RunArchive.read(folder).result().plan().scenario().probes().get(0);

        assertThat(read.query()).isEqualTo(lamp);
        assertThat(read.metrics()).containsExactly("hall_value");
    }

    @Test
    void theLostWritesAreInAFileOfTheirOwn() throws IOException {
        Simulation simulation = simulation();
        simulation.finder = ids ->
                new Answer(Writes.of(ids.subList(0, 3)), Writes.of(ids.subList(3, 4)), 2, Duration.ofMillis(4200));
        RunResult ran = simulation.run();
        RunArchive.write(folder, ran);

        assertThat(Files.readString(folder.resolve("run.json")))
                .contains("\"foundLate\" : 2", "\"latest\" : \"PT4.2S\"");
        assertThat(Files.readAllLines(folder.resolve("lost.ndjson")))
                .hasSize(3)
                .first()
                .asString()
                .isEqualTo("{\"at_us\":0,\"id\":\"run-1-0\"}");
        assertThat(Files.readAllLines(folder.resolve("unknown.ndjson"))).hasSize(1);
        assertThat(RunArchive.read(folder).result().ledger()).isEqualTo(ran.ledger());

        Files.write(folder.resolve("lost.ndjson"), List.of("{\"at_us\":0,\"id\":\"run-1-0\"}"));
        assertThatThrownBy(() -> RunArchive.read(folder))
                .hasMessageContaining("lost.ndjson: the file is damaged: 1 rows where the run has left 3");
    }

    @Test
    void damageIsToldInOneMessageWithTheFile() throws IOException {
        RunArchive.write(folder, simulation().run());
        String run = Files.readString(folder.resolve("run.json"));
        List<String> rows = Files.readAllLines(folder.resolve("series.csv"));

        Files.writeString(folder.resolve("run.json"), run.replace("\"firstDue\"", "\"lastDue\""));
        assertThatThrownBy(() -> RunArchive.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessage(folder.resolve("run.json") + ": the file is damaged: 'firstDue' is missing");

        Files.writeString(folder.resolve("run.json"), run.substring(0, 400));
        assertThatThrownBy(() -> RunArchive.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("run.json: the file is damaged: ")
                .hasMessageContaining("line: ");

        Files.writeString(folder.resolve("run.json"), run.replace("\"format\" : 3", "\"format\" : 4"));
        assertThatThrownBy(() -> RunArchive.read(folder)).hasMessageContaining("a later version of this plugin");
        Files.writeString(folder.resolve("run.json"), run.replace("\"format\" : 3", "\"format\" : 2"));
        assertThatThrownBy(() -> RunArchive.read(folder))
                .hasMessageContaining("an earlier version of this plugin (format 2, this one reads 3)");

        Files.writeString(folder.resolve("run.json"), run);
        List<String> loads = Files.readAllLines(folder.resolve("loads.ndjson"));
        Files.write(folder.resolve("loads.ndjson"), List.of());
        assertThatThrownBy(() -> RunArchive.read(folder))
                .hasMessageContaining("loads.ndjson: the file is damaged: 0 rows where the run has left 1");
        Files.writeString(folder.resolve("loads.ndjson"), loads.get(0).substring(0, 60));
        assertThatThrownBy(() -> RunArchive.read(folder)).hasMessageContaining("loads.ndjson:1: the file is damaged: ");
        Files.write(folder.resolve("loads.ndjson"), loads);

        Files.writeString(folder.resolve("run.json"), run);
        Files.write(folder.resolve("series.csv"), rows.subList(0, rows.size() - 10));
        assertThatThrownBy(() -> RunArchive.read(folder))
                .hasMessageContaining("series.csv: the file is damaged: ")
                .hasMessageContaining(" rows where the run has left ");

        Files.delete(folder.resolve("series.csv"));
        assertThatThrownBy(() -> RunArchive.read(folder)).hasMessageContaining("series.csv is missing");
    }
}
