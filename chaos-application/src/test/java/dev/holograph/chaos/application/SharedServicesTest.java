package dev.holograph.chaos.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.plan.Suite;
import dev.holograph.chaos.report.ReportContext;
import dev.holograph.chaos.slo.Result;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Services of a suite that are started once, with a real server: what the next scenario gets, whatever came before. */
@Timeout(240)
class SharedServicesTest {

    private static final Pattern READY = Pattern.compile("web is ready on (\\S+) \\(pid (\\d+)\\)");
    private static final String ANEW = "the services are stopped and started anew: ";

    private static final String SCENARIO = """
            load: { http: { target: web, path: / }, rate: 400/s }
            duration: { warmup: 1s, baseline: 1s, fault: 1s, recovery: 2s }
            recovery: { over: 1s, stable: 1s }
            fault: %s
            steadyState: [error_rate < 1%% in every 1s]
            slo: [error_rate < 50%%]
            """;

    /** Done when a run has ended, before the next one begins. */
    @FunctionalInterface
    private interface Between {
        void after(String scenario) throws Exception;
    }

    @TempDir
    private Path root;

    private final LogLines log = new LogLines();
    private final Termination termination = new Termination();
    private WebProject project;

    @BeforeEach
    void aProject() throws IOException {
        project = new WebProject(root);
        for (String name : List.of("one", "two", "three")) {
            project.file(
                    "scenarios/" + name + ".yaml", SCENARIO.formatted("{ type: latency, target: web, delay: 20ms }"));
        }
        project.file("scenarios/kill.yaml", SCENARIO.formatted("{ type: pod-kill, target: web }"));
    }

    private List<Result> run(String scenarios, Between between) throws Exception {
        project.file("suites/all.yaml", "services: once\nscenarios: [" + scenarios + "]\n");
        ProviderRegistry tools = new ProviderRegistry(Map.of(), (variable, server) -> Optional.empty());
        Preparation preparation = project.preparation(tools, new Selection(List.of(), List.of(), "all"));
        List<Plan> plans = Mistakes.orFail(preparation.plans());
        Suite suite = preparation.suite().orElseThrow();
        RunFolders folders = project.folders();
        Reports reports = new Reports(
                folders,
                null,
                5,
                ProviderRegistry.reports(new ReportContext(
                                root, folders.workspace().output(), folders.report(), Map.of(), log::warn))
                        .get(),
                log);
        try (termination) {
            Runs runs = new Runs(
                    tools,
                    reports,
                    new BuildOutcome(true),
                    coordinates -> root.resolve(coordinates),
                    List.of(),
                    termination,
                    (result, entry) -> {
                        try {
                            between.after(entry.scenario());
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    log);
            return runs.allOf(suite, plans, false).stream()
                    .map(Summary.Entry::result)
                    .toList();
        } finally {
            nothingIsLeft();
        }
    }

    private void nothingIsLeft() throws IOException {
        for (MatchResult ready : ready()) {
            assertThat(ProcessHandle.of(Long.parseLong(ready.group(2))).filter(ProcessHandle::isAlive))
                    .as(ready.group())
                    .isEmpty();
        }
        for (String folder : List.of("state/runs", "state/processes")) {
            try (Stream<Path> left = Files.list(root.resolve(folder))) {
                assertThat(left.filter(file -> !file.getFileName().toString().equals(".lock")))
                        .isEmpty();
            }
        }
    }

    /** The servers that were started, in their order: address and pid. */
    private List<MatchResult> ready() {
        return log.lines.stream().flatMap(line -> READY.matcher(line).results()).toList();
    }

    private ProcessHandle server() {
        List<MatchResult> ready = ready();
        return ProcessHandle.of(Long.parseLong(ready.get(ready.size() - 1).group(2)))
                .orElseThrow();
    }

    @Test
    void oneProcessServesAllScenarios() throws Exception {
        assertThat(run("one, two, three", scenario -> {}))
                .containsOnly(Result.PASS)
                .hasSize(3);

        assertThat(ready()).hasSize(1);
        String pid = ready().get(0).group(2);
        assertThat(log.lines)
                .anySatisfy(line ->
                        assertThat(line).contains("the services of scenario 'one' go on: web (pid " + pid + ")"))
                .anySatisfy(line ->
                        assertThat(line).contains("the services of scenario 'two' go on: web (pid " + pid + ")"));
    }

    /** It would look as if the scenario after it had run with what the one before it had left. */
    @Test
    void aProcessThatEndsBetweenTwoScenariosIsAnError() throws Exception {
        List<Result> results = run("one, two, three", scenario -> {
            if (scenario.equals("one")) {
                CompletableFuture<ProcessHandle> gone = server().onExit();
                server().destroyForcibly();
                gone.get(30, TimeUnit.SECONDS);
            }
        });

        assertThat(results).containsExactly(Result.PASS, Result.ERROR, Result.PASS);
        String pid = ready().get(0).group(2);
        assertThat(log.lines).anySatisfy(line -> assertThat(line)
                .contains("service 'web' (pid " + pid + ") ended after scenario 'one', while no scenario ran"));
        assertThat(log.lines).anySatisfy(line -> assertThat(line)
                .contains("the services are started anew: scenario 'two' came to ERROR"));
        assertThat(ready()).hasSize(2);
    }

    @Test
    void aServiceThatIsNotReadyAgainIsStartedAnew() throws Exception {
        Path environment = root.resolve("environments/local.yaml");
        Files.writeString(environment, Files.readString(environment).replace("readyWithin: 60s", "readyWithin: 10s"));
        List<Result> results = run("one, two", scenario -> {
            if (scenario.equals("one")) {
                HttpResponse<Void> broken = HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create(
                                                "http://" + ready().get(0).group(1) + "/break"))
                                        .timeout(Duration.ofSeconds(30))
                                        .build(),
                                HttpResponse.BodyHandlers.discarding());
                assertThat(broken.statusCode()).isEqualTo(503);
            }
        });

        assertThat(results).containsExactly(Result.PASS, Result.PASS);
        assertThat(log.lines).anySatisfy(line -> assertThat(line)
                .contains(ANEW + "service 'web' cannot be used after scenario 'one': ")
                .contains("503"));
        assertThat(ready()).hasSize(2);
    }

    /** What a scenario has broken for good is not handed to the next one. */
    @Test
    void aSystemThatIsNotHealthyAgainIsStartedAnew() throws Exception {
        List<Result> results = run("kill, one", scenario -> {});

        assertThat(results.get(0)).isNotEqualTo(Result.PASS);
        assertThat(results.get(1)).isEqualTo(Result.PASS);
        assertThat(log.lines).anySatisfy(line -> assertThat(line)
                .contains(ANEW + "the steady state was not seen again by the end of scenario 'kill'"));
        assertThat(ready()).hasSize(2);
    }

    @Test
    void anAbortBetweenTwoScenariosEndsTheSuite() throws Exception {
        List<Result> results = run("one, two, three", scenario -> {
            if (scenario.equals("one")) {
                List<Path> alive = new RunRegistry(root.resolve("state")).alive();
                Path suite = alive.stream()
                        .filter(folder -> folder.getFileName().toString().startsWith("suite-all-"))
                        .findFirst()
                        .orElseThrow();
                LiveRun.abort(suite);
                long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
                while (!termination.hasBegun() && System.nanoTime() < end) {
                    Thread.onSpinWait();
                }
            }
        });

        assertThat(results).containsExactly(Result.PASS, Result.INTERRUPTED);
    }
}
