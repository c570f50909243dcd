package dev.holograph.chaos.adapters.load.k6;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.adapters.load.FakeSystem;
import dev.holograph.chaos.scenario.ArrivalModel;
import dev.holograph.chaos.scenario.Metric;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.LoadPlan;
import dev.holograph.chaos.spi.RunningLoad;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts that know nothing of chaos tests, run by a real k6. */
class ScriptOnlyLoadTest {

    private static final Metric DURATION = new Metric("http_req_duration", Map.of("expected_response", "true"));
    private static final Duration LENGTH = Duration.ofSeconds(3);

    @TempDir
    Path folder;

    @TempDir
    Path scripts;

    private Loads loads;

    @BeforeEach
    void prepare() {
        Loads.k6(); // else what is expected to be thrown would be that there is none
        loads = new Loads(folder);
        loads.recording.wanting(DURATION);
    }

    private LoadPlan plan(FakeSystem system, String... lines) throws Exception {
        return plan(system, Map.of(), lines);
    }

    private LoadPlan plan(FakeSystem system, Map<String, String> environment, String... lines) throws Exception {
        return plan(system, LENGTH, environment, lines);
    }

    private LoadPlan plan(FakeSystem system, Duration length, String... lines) throws Exception {
        return plan(system, length, Map.of(), lines);
    }

    private LoadPlan plan(FakeSystem system, Duration length, Map<String, String> environment, String... lines)
            throws Exception {
        Path script = Files.write(scripts.resolve("script.js"), List.of(lines));
        return loads.plan(
                new Profile.ByScript("web", environment),
                new ArrivalModel.ByScript(ArrivalModel.ByScript.MAX_FAILED_ITERATIONS),
                Duration.ofSeconds(10),
                length,
                system.endpoint(),
                script);
    }

    private static final String[] PLAIN = {
        "import http from 'k6/http';",
        "import { sleep } from 'k6';",
        "export const options = { vus: 2, duration: '1m' };",
        "export function setup() { http.get(__ENV.CHAOS_URL + '/setup'); sleep(1); }",
        "export default function () { http.get(__ENV.CHAOS_URL + '/'); sleep(0.05); }",
    };

    @Test
    void itIsEndedInTimeAndItsMetricsAreSeen() throws Exception {
        try (FakeSystem system = FakeSystem.http(request -> request.response().end("well"))) {
            Instant started = Instant.now();
            RunningLoad load = loads.start(plan(system, PLAIN));
            Instant first = load.firstDue().get(20, TimeUnit.SECONDS);
            RunningLoad.End end = load.ended().get(20, TimeUnit.SECONDS);

            assertThat(first).as("setup() is no load").isAfter(started.plusMillis(900));
            assertThat(end.problem()).isNull();
            assertThat(Instant.now()).isBetween(first.plus(LENGTH), first.plus(LENGTH.multipliedBy(3)));
            assertThat(loads.recording.samples(DURATION)).hasSizeGreaterThan(20);
        }
    }

    @Test
    void oneThatIsTooShortIsRefusedBeforeItRuns() throws Exception {
        try (FakeSystem system = FakeSystem.http(request -> request.response().end("well"))) {
            LoadPlan plan = plan(
                    system,
                    "import http from 'k6/http';",
                    "export const options = { scenarios: { one: { executor: 'constant-vus', vus: 1, duration: '1s',"
                            + " gracefulStop: '0s' } } };",
                    "export default function () { http.get(__ENV.CHAOS_URL + '/'); }");

            assertThatThrownBy(() -> loads.start(plan))
                    .isInstanceOf(DriverException.class)
                    .hasMessageContaining(
                            "script.js lasts 1s at most without its graceful stop, and the phases of this scenario take 3s")
                    .hasMessageContaining("CHAOS_LOAD_MS");
            assertThat(system.connections).hasValue(0);
        }
    }

    @Test
    void oneThatThrowsIsTold() throws Exception {
        try (FakeSystem system = FakeSystem.http(request -> request.response().end("well"))) {
            RunningLoad.End end = loads.start(plan(system, "import nothing from './nothing.js';"))
                    .ended()
                    .get(20, TimeUnit.SECONDS);

            assertThat(end.problem()).contains("k6").contains("nothing.js");
        }
    }

    private RunningLoad.End ended(FakeSystem system, String... lines) throws Exception {
        return loads.start(plan(system, lines)).ended().get(40, TimeUnit.SECONDS);
    }

    private static final String HTTP = "import http from 'k6/http'; import { sleep } from 'k6';";

    /** Half of its iterations throw: k6 counts them as finished, and no sample says so. */
    @Test
    void itsIterationsAreCountedAndThoseThatThrewAsWell() throws Exception {
        try (FakeSystem system = FakeSystem.http(request -> request.response().end("well"))) {
            RunningLoad.End end = ended(
                    system,
                    HTTP,
                    "export const options = { vus: 1, duration: '1m' };",
                    "export default function () {",
                    "  http.get(__ENV.CHAOS_URL);",
                    "  console.error('Uncaught (in promise) only printed, source=stacktrace');",
                    "  sleep(0.1);",
                    "  if (__ITER % 2 === 1) { throw new Error('a cart \"without\" a shop\\nand more'); }",
                    "}");

            assertThat(end.problem()).isNull();
            int iterations = loads.recording.iterations().size();
            assertThat(iterations).isBetween(10, 35);
            assertThat(loads.recording.active().size()).isBetween(iterations, iterations + 1);
            assertThat(loads.recording.exceptions())
                    .hasSizeBetween(iterations / 2 - 1, iterations / 2 + 1)
                    .allMatch(text -> text.equals("Error: a cart \"without\" a shop and more"));
            assertThat(loads.recording.dropped()).isZero();
        }
    }

    @Test
    void whatAnAsyncIterationThrowsCountsToo() throws Exception {
        try (FakeSystem system = FakeSystem.http(request -> request.response().end("well"))) {
            ended(
                    system,
                    HTTP,
                    "export const options = { vus: 1, duration: '1m' };",
                    "export default async function () { sleep(0.2); throw new Error('too late'); }");

            int iterations = loads.recording.iterations().size();
            assertThat(iterations).isGreaterThan(3);
            assertThat(loads.recording.exceptions())
                    .hasSizeBetween(iterations - 1, iterations + 1)
                    .allMatch(text -> text.contains("too late"));
            assertThat(loads.recording.active())
                    .as("it asks nobody, but it works")
                    .hasSize(iterations);
        }
    }

    @Test
    void iterationsThatCouldNotStartAreCounted() throws Exception {
        try (FakeSystem system = FakeSystem.http(request -> request.response().end("well"))) {
            ended(
                    system,
                    HTTP,
                    "export const options = { scenarios: { all: { executor: 'constant-arrival-rate', rate: 50,"
                            + " timeUnit: '1s', duration: '1m', preAllocatedVUs: 1, maxVUs: 1 } } };",
                    "export default function () { http.get(__ENV.CHAOS_URL); sleep(0.2); }");

            int iterations = loads.recording.iterations().size();
            assertThat(iterations).isBetween(5, 16);
            assertThat(loads.recording.dropped() + iterations).isBetween(100L, 160L);
        }
    }

    /** It has far more iterations to make than fit: at its end k6 counts them as dropped. */
    @Test
    void whatAnExecutorDidNotComeToIsNotDropped() throws Exception {
        try (FakeSystem system = FakeSystem.http(request -> request.response().end("well"))) {
            ended(
                    system,
                    HTTP,
                    "export const options = { scenarios: { all: { executor: 'shared-iterations', vus: 2,"
                            + " iterations: 100000, maxDuration: `${__ENV.CHAOS_LOAD_MS - 500}ms` },"
                            + " rest: { executor: 'constant-vus', vus: 1, duration: '1m', exec: 'rest' } } };",
                    "export function rest() { sleep(0.1); }",
                    "export default function () { http.get(__ENV.CHAOS_URL); sleep(0.1); }");

            assertThat(loads.recording.iterations()).hasSizeGreaterThan(10);
            assertThat(loads.recording.dropped()).isZero();
            assertThat(loads.recording.exceptions()).isEmpty();
        }
    }

    /** Of a request without an answer k6 writes nothing, and the rest looks well: see findings/k6-forgets-unanswered-requests.sh. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "executor: 'constant-arrival-rate', rate: 40, timeUnit: '1s', preAllocatedVUs: 300",
                "executor: 'constant-vus', vus: 60"
            })
    void iterationsThatWaitForAnAnswerToTheEndAreFound(String executor) throws Exception {
        AtomicInteger hang = new AtomicInteger();
        try (FakeSystem system = FakeSystem.http(request -> {
            boolean isHanging = request.path().endsWith("/late") && hang.incrementAndGet() % 4 == 0;
            if (!isHanging) {
                request.response().end("well");
            }
        })) {
            RunningLoad.End end = loads.start(plan(
                            system,
                            Duration.ofSeconds(10),
                            HTTP,
                            "export const options = { scenarios: { all: { " + executor + ", duration: '1m' } } };",
                            "const begin = Date.now();",
                            "export default function () {",
                            "  http.get(__ENV.CHAOS_URL + (Date.now() - begin > 3000 ? '/late' : '/'));",
                            "  sleep(0.5);",
                            "}"))
                    .ended()
                    .get(40, TimeUnit.SECONDS);

            assertThat(end.problem()).isNull();
            assertThat(end.warnings()).isEmpty();
            // What hangs in the last seconds may yet be answered, for all that anybody knows.
            assertThat(loads.recording.unfinished()).isBetween(Math.round(hang.get() / 4.0 * 0.3), hang.get() / 4L);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "executor: 'constant-arrival-rate', rate: 40, timeUnit: '1s', preAllocatedVUs: 300",
                "executor: 'constant-vus', vus: 60",
                "executor: 'ramping-vus', stages: [{ duration: '5s', target: 60 }, { duration: '1m', target: 5 }]"
            })
    void noneIsFoundOfAScriptWhoseAnswersCome(String executor) throws Exception {
        try (FakeSystem system = FakeSystem.http(request -> request.response().end("well"))) {
            loads.start(plan(
                            system,
                            Duration.ofSeconds(7),
                            HTTP,
                            "export const options = { scenarios: { all: { " + executor
                                    + (executor.contains("stages") ? "" : ", duration: '1m'") + " } } };",
                            "export default function () {",
                            "  http.get(__ENV.CHAOS_URL);",
                            "  sleep(Math.random());",
                            "  if (Math.random() < 0.2) { throw new Error('now and then'); }",
                            "}"))
                    .ended()
                    .get(40, TimeUnit.SECONDS);

            assertThat(loads.recording.iterations()).hasSizeGreaterThan(100);
            assertThat(loads.recording.unfinished()).isZero();
        }
    }

    /** It goes on, but it asks nobody any more. */
    @Test
    void aScriptThatStopsAskingShowsNoMoreActivity() throws Exception {
        try (FakeSystem system = FakeSystem.http(request -> request.response().end("well"))) {
            ended(
                    system,
                    HTTP,
                    "export const options = { vus: 1, duration: '1m' };",
                    "export default function () {",
                    "  if (__ITER < 10) { http.get(__ENV.CHAOS_URL); }",
                    "  sleep(0.05);",
                    "}");

            assertThat(loads.recording.active()).hasSize(10);
            assertThat(loads.recording.iterations()).hasSizeGreaterThan(20);
        }
    }

    /** What the fault would have done to its requests nobody sees. */
    @Test
    void aScenarioThatEndsLongBeforeTheOthersIsTold() throws Exception {
        try (FakeSystem system = FakeSystem.http(request -> request.response().end("well"))) {
            LoadPlan plan = plan(
                    system,
                    Duration.ofSeconds(13),
                    HTTP,
                    "export const options = { scenarios: {",
                    "  browse: { executor: 'constant-vus', vus: 1, duration: '1m' },",
                    "  seldom: { executor: 'constant-arrival-rate', rate: 1, timeUnit: '5s', duration: '1m',"
                            + " preAllocatedVUs: 1 },",
                    "  buy: { executor: 'per-vu-iterations', vus: 1, iterations: 20 } } };",
                    "export default function () { http.get(__ENV.CHAOS_URL + '/'); sleep(0.05); }");
            RunningLoad.End end = loads.start(plan).ended().get(60, TimeUnit.SECONDS);

            assertThat(end.problem()).isNull();
            assertThat(end.warnings())
                    .singleElement()
                    .asString()
                    .contains("k6's scenario 'buy' did nothing any more from ", "others of the script went on for 1");
        }
    }

    @Test
    void itGetsItsVariablesAndNoFileDoes() throws Exception {
        List<String> tokens = new CopyOnWriteArrayList<>();
        try (FakeSystem system = FakeSystem.http(request -> {
            tokens.add(String.valueOf(request.getHeader("X-Token")));
            request.response().end("well");
        })) {
            LoadPlan plan = plan(
                    system,
                    Map.of("API_TOKEN", "s3cret-token"),
                    HTTP,
                    "export const options = { vus: 1, duration: '1m' };",
                    "export default function () {",
                    "  http.get(__ENV.CHAOS_URL, { headers: { 'X-Token': __ENV.API_TOKEN } });",
                    "  sleep(0.1);",
                    "}");
            RunningLoad.End end = loads.start(plan).ended().get(40, TimeUnit.SECONDS);

            assertThat(end.problem()).isNull();
            assertThat(tokens).isNotEmpty().containsOnly("s3cret-token");
            assertThat(plan.toString()).contains("API_TOKEN").doesNotContain("s3cret");
            try (Stream<Path> files = Files.walk(folder)) {
                assertThat(files.filter(Files::isRegularFile)).isNotEmpty().allSatisfy(file -> assertThat(
                                Files.readString(file, ISO_8859_1))
                        .doesNotContain("s3cret"));
            }
        }
    }

    @Test
    void theWaysOutAreItsAloneAndItsOwnVariablesWin() throws Exception {
        Map<String, String> outside = Map.of(
                "HTTPS_PROXY", "http://proxy:3128", "NO_PROXY", "a", "SSL_CERT_FILE", "/ca.pem", "CI_TOKEN", "t");
        try (FakeSystem system = FakeSystem.http(request -> request.response().end())) {
            assertThat(Variables.of(plan(system, Map.of("NO_PROXY", "b"), PLAIN), folder, outside::get))
                    .containsEntry("HTTPS_PROXY", "http://proxy:3128")
                    .containsEntry("SSL_CERT_FILE", "/ca.pem")
                    .containsEntry("NO_PROXY", "b")
                    .doesNotContainKeys("CI_TOKEN", "HTTP_PROXY");
            LoadPlan profile = loads.plan(
                    Loads.FRAMES, new ArrivalModel.Open(10, 1), Duration.ofSeconds(1), LENGTH, system.endpoint(), null);
            assertThat(Variables.of(profile, folder, outside::get)).doesNotContainKey("HTTPS_PROXY");
        }
    }

    private RunningLoad.End tearingDown(List<String> asked, String timeout, int seconds) throws Exception {
        try (FakeSystem system = FakeSystem.http(request -> {
            asked.add(request.path());
            request.response().end("well");
        })) {
            RunningLoad load = loads.start(plan(
                    system,
                    HTTP,
                    "export const options = { vus: 1, duration: '1m', setupTimeout: '5m', teardownTimeout: '" + timeout
                            + "' };",
                    "export default function () { http.get(__ENV.CHAOS_URL + '/'); sleep(0.1); }",
                    "export function teardown() {",
                    "  sleep(" + seconds + "); http.get(__ENV.CHAOS_URL + '/tidied');",
                    "}"));
            assertThat(load.startsWithin()).as("30 s, and its setup()").isEqualTo(Duration.ofSeconds(330));
            return load.ended().get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void itsTeardownMayTakeItsTime() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        RunningLoad.End end = tearingDown(asked, "20s", 3);

        assertThat(end.problem()).isNull();
        assertThat(end.warnings()).isEmpty();
        assertThat(asked).endsWith("/tidied");
    }

    @Test
    void aTeardownThatIsCutOffIsTold() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        RunningLoad.End end = tearingDown(asked, "2s", 20);

        assertThat(end.warnings()).singleElement().asString().contains("teardown()", "was cut off");
        assertThat(asked).doesNotContain("/tidied");
    }

    @Test
    void gracefulStopsAreNoLoad() throws Exception {
        try (FakeSystem system = FakeSystem.http(request -> request.response().end("well"))) {
            LoadPlan plan = plan(
                    system,
                    HTTP,
                    "export const options = { stages: [{ duration: '1s', target: 1 }, { duration: '1s', target: 0 }] };",
                    "export default function () { http.get(__ENV.CHAOS_URL + '/'); }");

            assertThatThrownBy(() -> loads.start(plan))
                    .hasMessageContaining("script.js lasts 2s at most without its graceful stop, and the phases of this"
                            + " scenario take 3s");
        }
    }
}
