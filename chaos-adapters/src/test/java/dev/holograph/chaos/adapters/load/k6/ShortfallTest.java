package dev.holograph.chaos.adapters.load.k6;

import static dev.holograph.chaos.adapters.load.k6.Loads.FRAMES;
import static dev.holograph.chaos.adapters.load.k6.Loads.perSecond;
import static dev.holograph.chaos.adapters.load.k6.Loads.users;
import static dev.holograph.chaos.adapters.process.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.holograph.chaos.adapters.load.FakeSystem;
import dev.holograph.chaos.adapters.process.Executables;
import dev.holograph.chaos.adapters.process.ProcessRecords;
import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.RunningLoad;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose fault it is that requests are missing: a real k6's own, or the system's. */
class ShortfallTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir
    Path folder;

    @TempDir
    Path scripts;

    private Loads loads;

    @BeforeEach
    void prepare() {
        loads = new Loads(folder);
    }

    private long longestSilenceMillis() {
        List<Long> beats = loads.recording.heartbeats();
        return LongStream.range(1, beats.size())
                .map(i -> (beats.get((int) i) - beats.get((int) i - 1)) / 1000)
                .max()
                .orElse(0);
    }

    private static void signal(String name, long pid) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    void aFrozenK6GivesNoSignOfLife() throws Exception {
        assumeFalse(Executables.onWindows(), "not run: there is no SIGSTOP");
        try (FakeSystem system = FakeSystem.acknowledging()) {
            RunningLoad load = loads.start(loads.plan(
                    FRAMES, perSecond(100, 2), Duration.ofSeconds(10), Duration.ofSeconds(7), system.endpoint(), null));
            load.firstDue().get(20, TimeUnit.SECONDS);
            long k6 = ProcessHandle.current()
                    .descendants()
                    .filter(process -> process.info().commandLine().orElse("").contains(folder.toString()))
                    .filter(process -> process.info().command().orElse("").endsWith("k6"))
                    .findFirst()
                    .orElseThrow()
                    .pid();
            eventually(
                    "it is alive",
                    Duration.ofSeconds(10),
                    () -> loads.recording.heartbeats().size() > 2);
            signal("STOP", k6);
            try {
                TimeUnit.SECONDS.sleep(3); // the freeze itself
            } finally {
                signal("CONT", k6);
            }

            assertThat(load.ended().get(40, TimeUnit.SECONDS).problem()).isNull();
            loads.recording.hasOneOutcomeForEachOf(700);
            assertThat(longestSilenceMillis()).isGreaterThan(2500);
        }
    }

    @Test
    void aSystemThatHangsIsNoFaultOfK6() throws Exception {
        try (FakeSystem mute = FakeSystem.webSocket(socket -> {})) {
            RunningLoad.End end = loads.end(
                    loads.plan(FRAMES, perSecond(100, 2), SECOND, Duration.ofSeconds(4), mute.endpoint(), null));

            assertThat(end.problem()).isNull();
            loads.recording.hasOneOutcomeForEachOf(400);
            assertThat(loads.recording.outcomes(Outcome.OK)).isEmpty();
            assertThat(longestSilenceMillis()).isBetween(500L, 1500L);
        }
    }

    @Test
    void aK6AtItsLimitThatMakesRequestsLateIsToldSo() throws Exception {
        Path script = script("const until = Date.now() + 30; while (Date.now() < until) {}");
        try (FakeSystem system = FakeSystem.acknowledging()) {
            // Of a tenth of a processor: on a machine where others work too it may get no more.
            RunningLoad load = new K6Engine(K6.at(Loads.k6()), new ProcessRecords(folder.resolve("processes")), 0.1)
                    .start(
                            loads.plan(
                                    FRAMES,
                                    perSecond(100, 2),
                                    Duration.ofSeconds(20),
                                    Duration.ofSeconds(8),
                                    system.endpoint(),
                                    script),
                            loads.recording);

            assertThat(load.ended().get(60, TimeUnit.SECONDS).problem())
                    .containsPattern(
                            "k6 was at its own limit: it took \\d+ % of this machine's processors for \\d+ s, and"
                                    + " of \\d+ requests that were due then \\d+ were made late or never");
        }
    }

    /**
     * A disk that was full for a moment: k6 has counted what its file does not have.
     *
     * @param rows of one request, as grep knows them
     */
    @ParameterizedTest
    @ValueSource(strings = {"", "chaos_due", "chaos_failed", "chaos_acked"})
    void samplesThatAreLostOnTheirWayAreMissed(String rows) throws Exception {
        assumeFalse(Executables.onWindows(), "not run: the k6 of this test is a shell script around the real one");
        Path losing = Files.writeString(scripts.resolve("k6"), """
                #!/bin/sh
                [ "$1" = version ] && exec '%1$s' version
                for word; do
                  shift
                  case "$word" in
                    --out=csv=*) csv="${word#--out=csv=}"; set -- "$@" "--out=csv=$csv.whole" ;;
                    *) set -- "$@" "$word" ;;
                  esac
                done
                '%1$s' "$@"
                code=$?
                lost=$(grep '^chaos_due' "$csv.whole" | sed -n '3s/.*due=\\([0-9.]*\\).*/\\1/p')
                grep -v "^%2$s.*due=$lost" "$csv.whole" > "$csv"
                exit $code
                """.formatted(Loads.k6(), rows));
        assertThat(losing.toFile().setExecutable(true)).isTrue();
        try (FakeSystem system = FakeSystem.acknowledging()) {
            // Nobody knows how many requests a closed load was to make.
            RunningLoad load = loads.engine(losing)
                    .start(
                            loads.plan(
                                    FRAMES, users(1, Duration.ofMillis(50)), SECOND, SECOND, system.endpoint(), null),
                            loads.recording);

            assertThat(load.ended().get(40, TimeUnit.SECONDS).problem())
                    .containsPattern("samples are missing: k6 counted (\\d+) requests, \\1 outcomes and \\1"
                            + " acknowledgements, and its CSV has \\d+, \\d+ and \\d+");
        }
    }

    @Test
    void aLoadThatIsEndedEarlyIsInOrderUpToThere() throws Exception {
        RunningLoad.End end = endedEarly(null);

        assertThat(end.problem()).isNull();
        assertThat(end.warnings()).isEmpty();
        assertThat(K6Summary.read(folder.resolve("k6-load/summary.json")))
                .as("k6 came to write what it had counted")
                .isPresent();
    }

    @Test
    void aLoadThatIsEndedEarlyIsHeldAgainstItsPlanUpToThere() throws Exception {
        Path script = script("");
        Files.writeString(script, Files.readString(script).replace("settings({})", "{ ...settings({}), rate: 50 }"));

        assertThat(endedEarly(script).problem())
                .containsPattern("only \\d+ of \\d+ requests became due before the load was ended early");
    }

    @Test
    void aScriptThatThrowsIsToldOfAnEarlyEndToo() throws Exception {
        assertThat(endedEarly(script("if (Date.now() % 1000 > 800) { throw new Error('own mistake'); }"))
                        .problem())
                .isNotNull();
    }

    /** Ends a load of a minute when it has made two hundred requests. */
    private RunningLoad.End endedEarly(@Nullable Path script) throws Exception {
        try (FakeSystem system = FakeSystem.acknowledging()) {
            RunningLoad load = loads.start(
                    loads.plan(FRAMES, perSecond(100, 2), SECOND, Duration.ofSeconds(60), system.endpoint(), script));
            Instant first = load.firstDue().get(20, TimeUnit.SECONDS);
            eventually(
                    "it has worked for a while",
                    Duration.ofSeconds(20),
                    () -> load.ended().isDone() || loads.recording.heartbeats().size() > 3);
            load.endEarly(first.plusSeconds(2), Deadline.in(Duration.ofSeconds(10), System::nanoTime));
            return load.ended().get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void aWholeFileHasAsManySamplesAsK6Counted() throws Exception {
        try (FakeSystem system = FakeSystem.acknowledging()) {
            loads.run(FRAMES, perSecond(100, 2), SECOND, SECOND, system.endpoint());
        }
        assertThat(K6Summary.read(folder.resolve("k6-load/summary.json"))).contains(new K6Summary(100, 100, 100));
    }

    /** @param each what is done before each frame */
    private Path script(String each) throws Exception {
        try (var module = K6Engine.class.getResourceAsStream("chaos.js")) {
            assertThat(module).isNotNull();
            Files.copy(module, scripts.resolve("chaos.js"));
        }
        return Files.writeString(scripts.resolve("script.js"), """
                import { at, begin, frames, options as optionsOf, settings } from './chaos.js';
                const load = settings({});
                export const options = optionsOf(load);
                export const setup = begin;
                const message = (id) => {
                  %s
                  return JSON.stringify({ id: id });
                };
                export default function (start) {
                  frames(load, start, { message: message, answer: at('/ack') });
                }
                """.formatted(each));
    }
}
