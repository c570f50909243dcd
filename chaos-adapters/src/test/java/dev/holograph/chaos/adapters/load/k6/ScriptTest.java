package dev.holograph.chaos.adapters.load.k6;

import static dev.holograph.chaos.adapters.load.k6.Loads.FRAMES;
import static dev.holograph.chaos.adapters.load.k6.Loads.perSecond;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.adapters.load.FakeSystem;
import dev.holograph.chaos.adapters.load.Recording;
import dev.holograph.chaos.scenario.ExpectedAnswer;
import dev.holograph.chaos.scenario.Metric;
import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.LoadPlan;
import dev.holograph.chaos.spi.RunningLoad;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts of one's own, and what is said of those that do not keep the contract. */
class ScriptTest {

    private static final Duration ONE_SECOND = Duration.ofSeconds(1);
    private static final Path HOLO = Loads.REPOSITORY.resolve("tests/perf/holo-k6-load.js");

    /** What programs need to run at all. */
    private static final Set<String> BASICS = Set.of(
            "PATH",
            "HOME",
            "USER",
            "LANG",
            "LC_ALL",
            "TZ",
            "TMPDIR",
            "JAVA_HOME",
            "SYSTEMROOT",
            "SYSTEMDRIVE",
            "WINDIR",
            "COMSPEC",
            "PATHEXT",
            "TEMP",
            "TMP",
            "USERPROFILE",
            "APPDATA",
            "LOCALAPPDATA",
            "XDG_CONFIG_HOME",
            // set anew by the shell of the leash
            "PWD",
            "OLDPWD",
            "SHLVL",
            "_");

    @TempDir
    Path folder;

    @TempDir
    Path scripts;

    private Loads loads;

    @BeforeEach
    void prepare() {
        loads = new Loads(folder);
    }

    private Path script(String... lines) throws Exception {
        return Files.write(scripts.resolve("script.js"), List.of(lines));
    }

    /** One second of 50 a second to where nobody listens. */
    private LoadPlan running(Path script) throws Exception {
        return loads.plan(FRAMES, perSecond(50, 1), ONE_SECOND, ONE_SECOND, FakeSystem.nobody(), script);
    }

    @Test
    void theModuleBesideTheRepositorysScriptsIsTheShippedOne() throws Exception {
        try (var shipped = K6Engine.class.getResourceAsStream("chaos.js")) {
            assertThat(shipped).isNotNull();
            assertThat(Loads.REPOSITORY.resolve("tests/perf/chaos.js")).hasBinaryContent(shipped.readAllBytes());
        }
    }

    @Test
    void holographsScriptKeepsTheContract() throws Exception {
        try (FakeSystem system = FakeSystem.acknowledging()) {
            RunningLoad.End end = loads.end(
                    loads.plan(FRAMES, perSecond(500, 2), Duration.ofSeconds(5), ONE_SECOND, system.endpoint(), HOLO));

            assertThat(end.problem()).isNull();
            loads.recording.hasOneOutcomeForEachOf(500);
            assertThat(loads.recording.outcomes(Outcome.OK)).hasSize(500);
            assertThat(loads.recording.acknowledged())
                    .hasSize(500)
                    .doesNotHaveDuplicates()
                    .allMatch(id -> id.startsWith(Loads.RUN));
            // 100 frames a connection
            assertThat(system.connections.get()).isBetween(5, 8);
        }
    }

    @Test
    void itsOwnThresholdsAreNoErrorOfTheRun() throws Exception {
        RunningLoad.End end = loads.end(running(HOLO));

        assertThat(end.problem()).isNull();
        assertThat(loads.recording.outcomes(Outcome.UNSENT)).hasSize(50);
    }

    @Test
    void holographsScriptAlsoRunsOnItsOwn() throws Exception {
        Path k6 = Loads.k6();
        try (FakeSystem system = FakeSystem.acknowledging()) {
            Path output = folder.resolve("output");
            ProcessBuilder builder = new ProcessBuilder(
                            k6.toString(),
                            "run",
                            "--no-usage-report",
                            "-e",
                            "CHAOS_URL=ws://" + system.endpoint() + "/ws",
                            "-e",
                            "CHAOS_LOAD_MS=1000",
                            HOLO.toString())
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            Process process = builder.start();
            try {
                assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            } finally {
                process.destroyForcibly();
            }
            assertThat(process.exitValue()).as(Files.readString(output)).isZero();
            assertThat(output)
                    .content()
                    .containsPattern("chaos_due\\.*: 100 ")
                    .containsPattern("chaos_acked\\.*: 100 ");
        }
    }

    @Test
    void aScriptThatThrowsAtOnceEndsTheLoadWithItsWords() throws Exception {
        RunningLoad load = loads.start(running(script("throw new Error('no such shop');", "export default () => {};")));

        assertThat(load.ended().get(20, TimeUnit.SECONDS).problem()).contains("threw an exception", "no such shop");
        assertThat(load.firstDue())
                .failsWithin(ONE_SECOND)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(DriverException.class);
    }

    @Test
    void aScriptThatIsNoJavaScriptIsToldSo() throws Exception {
        assertThat(loads.end(running(script("export default function {"))).problem())
                .contains("script")
                .contains("Unexpected token");
    }

    @Test
    void aScriptThatDoesNotFindItsModuleIsToldSo() throws Exception {
        assertThat(loads.end(running(script("import { begin } from './chaos.js';", "export default begin;")))
                        .problem())
                .contains("chaos.js");
    }

    /** k6 itself goes on, and ends well. */
    @Test
    void whatAScriptThrewWhileItRanIsTold() throws Exception {
        Path throwing = script("export default function () { throw new Error('a cart without a shop'); }");
        assertThat(loads.end(running(throwing)).problem()).contains("the script threw", "a cart without a shop");
    }

    @Test
    void aScriptThatAbortsIsToldSo() throws Exception {
        Path aborting = script("import exec from 'k6/execution';", "export default () => exec.test.abort('enough');");
        assertThat(loads.end(running(aborting)).problem()).contains("test.abort()", "enough");
    }

    @Test
    void aScriptWithoutTheContractIsToldSo() throws Exception {
        assertThat(loads.end(running(script("export default () => {};"))).problem())
                .contains("without a single chaos_due", "contract");
    }

    @Test
    void aDueWithoutAnOutcomeIsToldSo() throws Exception {
        Path forgetful = script(
                "import exec from 'k6/execution';",
                "import { Counter } from 'k6/metrics';",
                "const due = new Counter('chaos_due');",
                "export default () => { exec.vu.metrics.metadata.due = String(Date.now()); due.add(1); };");
        assertThat(loads.end(running(forgetful)).problem()).contains("1 of 1 requests without an outcome");
    }

    @Test
    void aRowThatBreaksTheContractEndsTheLoad() throws Exception {
        Path wrong = script(
                "import { Rate } from 'k6/metrics';",
                "import { sleep } from 'k6';",
                "const failed = new Rate('chaos_failed');",
                "export default () => { failed.add(false); sleep(60); };");
        RunningLoad load = loads.start(running(wrong));
        assertThat(load.ended().get(20, TimeUnit.SECONDS).problem())
                .contains("lacks 'due='", "chaos_failed", "contract");
    }

    /** Every piece of JavaScript in the page on k6 is a whole script. */
    @Test
    void theScriptsOfTheGuideKeepTheContract() throws Exception {
        String page = Files.readString(Loads.REPOSITORY.resolve("docs/guide/k6.md"));
        List<String> examples = Pattern.compile("```js\\R(.*?)```", Pattern.DOTALL)
                .matcher(page)
                .results()
                .map(example -> example.group(1))
                .toList();
        assertThat(examples).isNotEmpty();
        Files.copy(Loads.REPOSITORY.resolve("tests/perf/chaos.js"), scripts.resolve("chaos.js"));
        for (String example : examples) {
            try (FakeSystem system = FakeSystem.acknowledging()) {
                Path script = Files.writeString(scripts.resolve("load.js"), example);
                Loads own = new Loads(Files.createTempDirectory(folder, "run"));
                RunningLoad.End end =
                        own.end(own.plan(FRAMES, perSecond(100, 2), ONE_SECOND, ONE_SECOND, system.endpoint(), script));

                assertThat(end.problem()).as(example).isNull();
                own.recording.hasOneOutcomeForEachOf(100);
                assertThat(own.recording.outcomes(Outcome.OK)).hasSize(100);
                assertThat(own.recording.acknowledged()).hasSize(100).doesNotHaveDuplicates();
            }
        }
    }

    /** Its own metrics, and those that k6 makes, with tags that k6 and the script give. */
    @Test
    void metricsOfAScriptAreTakenAsObjectivesAskForThem() throws Exception {
        Metric own = new Metric("queue_wait", Map.of("queue", "a, \"b\""));
        Metric calls = new Metric("http_req_duration", Map.of("name", "checkout", "status", "0"));
        Metric others = new Metric("http_req_duration", Map.of("name", "cart"));
        Metric orders = new Metric("orders", Map.of());
        loads.recording.wanting(own).wanting(calls).wanting(others).wanting(orders);
        Path measuring = script(
                "import http from 'k6/http';",
                "import { Counter, Rate, Trend } from 'k6/metrics';",
                "const wait = new Trend('queue_wait', true);",
                "const orders = new Counter('orders');",
                "const good = new Rate('good');",
                "export const options = { iterations: 3, vus: 1 };",
                "export default () => {",
                "  wait.add(-1.5, { queue: 'a, \"b\"' });",
                "  wait.add(7, { queue: 'c' });",
                "  orders.add(4);",
                "  good.add(true);",
                "  http.get(__ENV.CHAOS_URL.replace('ws:', 'http:'), { tags: { name: 'checkout' } });",
                "};");
        loads.end(running(measuring));

        assertThat(loads.recording.samples(own))
                .extracting(Recording.Sample::value)
                .containsExactly(-1.5, -1.5, -1.5);
        assertThat(loads.recording.samples(calls)).hasSize(3);
        assertThat(loads.recording.samples(others)).isEmpty();
        assertThat(loads.recording.samples(orders))
                .extracting(Recording.Sample::value)
                .containsExactly(4.0, 4.0, 4.0);
        assertThat(loads.recording.came()).contains("good", "iterations", "data_sent");
    }

    @Test
    void k6GetsTheNumbersOfTheContractAndNothingOfTheBuildsEnvironment() throws Exception {
        Path printing = script("console.log('names ' + Object.keys(__ENV).join(' '));", "export default () => {};");
        loads.end(running(printing));

        Path log = folder.resolve("k6-load").resolve("k6.log");
        String names = Files.readAllLines(log).stream()
                .filter(line -> line.contains("names "))
                .findFirst()
                .orElseThrow()
                .replaceAll(".*names ([^\"]*).*", "$1");
        Set<String> others = new TreeSet<>(Arrays.asList(names.split(" ")));
        assertThat(others)
                .contains(
                        "CHAOS_URL",
                        "CHAOS_RATE",
                        "CHAOS_LOAD_MS",
                        "CHAOS_TIMEOUT_MS",
                        "CHAOS_CONNECTIONS",
                        "CHAOS_RUN");
        others.removeIf(name -> BASICS.contains(name) || name.startsWith("CHAOS_") || name.startsWith("K6_"));
        assertThat(others).isEmpty();
    }

    /** Linux would only say "Argument list too long". */
    @Test
    void whatIsTooLongForTheEnvironmentSaysWhatToDo() {
        Profile long131 = new Profile.Http(
                "web", "POST", "/", Map.of(), null, "x".repeat(131_072), ExpectedAnswer.status("2xx"), null, 1);

        assertThatThrownBy(() -> loads.start(
                        loads.plan(long131, perSecond(1, 1), ONE_SECOND, ONE_SECOND, FakeSystem.nobody(), null)))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("load 'load' is too long for k6: 131")
                .hasMessageContaining("of variables of the environment where 131071 are possible; shorten its bodies");
    }
}
