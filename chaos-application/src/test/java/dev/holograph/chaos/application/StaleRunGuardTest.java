package dev.holograph.chaos.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.run.StopSignal;
import dev.holograph.chaos.spi.Check;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StaleRunGuardTest {

    /** What a run has noted that died when its fault was on. */
    private static final String LEFT = """
            {"at":"2026-01-02T03:04:05Z","event":"RUN_STARTED","subject":"run-1"}
            {"at":"2026-01-02T03:04:06Z","event":"FAULT_INTENDED","subject":"slow","driver":"%s","fault":"%s",\
            "byHand":"do it","undo.target":"web","undo.name":"slow"}
            """;

    @TempDir
    private Path state;

    private final LogLines log = new LogLines();
    private Path run;
    private RunRegistry runs;
    private StaleRunGuard leftovers;

    @BeforeEach
    void aRun() throws Exception {
        run = Files.createDirectories(state.resolve("runs/run-1"));
        runs = new RunRegistry(state);
        leftovers =
                new StaleRunGuard(runs, new ProviderRegistry(Map.of(), (variable, server) -> Optional.empty()), log);
    }

    private void journal(String text) throws Exception {
        Files.writeString(run.resolve("journal.ndjson"), text);
    }

    @Test
    void aRunThatLivesIsNobodysLeftover() throws Exception {
        journal(LEFT.formatted("kubernetes", "scale"));
        try (LiveRun live = LiveRun.begin(run, new StopSignal())) {
            assertThat(runs.alive()).containsExactly(run);
            assertThat(runs.dead()).isEmpty();
            leftovers.refuse();
        }
        assertThat(runs.dead()).containsExactly(run);
        assertThatThrownBy(leftovers::refuse)
                .isInstanceOf(ChaosException.class)
                .hasMessage("run 'run-1' died and has not taken back: slow. Nothing was started. Take it back by `mvn"
                        + " chaos:recover`, or run with -Dchaos.recover=true");
    }

    @Test
    void theDoctorTellsOfThemAndTouchesNothing() throws Exception {
        assertThat(leftovers.check()).isEqualTo(Check.ok("leftovers", "no run of this user has died with a fault on"));
        journal(LEFT.formatted("proxy", "latency"));
        assertThat(leftovers.check())
                .as("it lived in the dead process")
                .isEqualTo(Check.ok(
                        "leftovers",
                        "no fault of a run that died is still on: slow of run run-1 was gone with its process"));
        assertThat(run).exists();

        journal(LEFT.formatted("kubernetes", "scale"));
        assertThat(leftovers.check())
                .isEqualTo(
                        Check.fail("leftovers", "run 'run-1' died and has not taken back: slow", "mvn chaos:recover"));
        journal("{\"at\":\n" + LEFT.formatted("kubernetes", "scale"));
        assertThat(leftovers.check().found()).contains("this is no entry of a journal");
        assertThat(run).exists();
    }

    /** Its leash was killed with the run. */
    @Test
    void aServiceThatStillRunsIsFoundAndEnded() throws Exception {
        assertThat(leftovers.processes()).isEmpty();
        Process service = new ProcessBuilder("sleep", "1000").start();
        try {
            String program =
                    Path.of(service.info().command().orElseThrow()).toRealPath().toString();
            long started = service.info().startInstant().orElseThrow().toEpochMilli();
            Files.createDirectories(state.resolve("processes"));
            Files.writeString(
                    state.resolve("processes/1-2.properties"), """
                    name=redis
                    run=run-7
                    process.pid=%d
                    process.started=%d
                    process.executable=%s
                    owner.pid=2147483647
                    owner.started=0
                    owner.executable=/gone
                    """.formatted(service.pid(), started, program));
            String found = "redis (pid " + service.pid() + ") of run run-7";

            assertThat(leftovers.processes())
                    .contains(Check.warn("processes", "left running by runs that died: " + found, "mvn chaos:recover"));
            assertThat(leftovers.endProcesses()).isEqualTo(1);
            assertThat(service.waitFor(5, TimeUnit.SECONDS)).isTrue();
            assertThat(leftovers.endProcesses()).isZero();
        } finally {
            service.destroyForcibly();
        }
    }

    @Test
    void whatLivedInTheDeadProcessIsForgotten() throws Exception {
        journal(LEFT.formatted("proxy", "latency"));

        leftovers.refuse();

        assertThat(run).doesNotExist();
    }

    @Test
    void aLineThatWasCutOffWasNeverDone() throws Exception {
        String whole = LEFT.formatted("kubernetes", "scale");
        journal(whole.substring(0, whole.length() - 5));

        leftovers.refuse();

        assertThat(run).doesNotExist();
    }

    @Test
    void aDamagedJournalIsToldAndKept() throws Exception {
        journal("{\"at\":\n" + LEFT.formatted("kubernetes", "scale"));

        assertThatThrownBy(leftovers::takeBack)
                .hasMessageContaining("journal.ndjson:1: this is no entry of a journal")
                .hasMessageContaining("and delete " + run);
        assertThat(run).exists();
    }

    @Test
    void aDamagedJournalHindersNoOtherRunsUndo() throws Exception {
        journal("{\"at\":\n");
        Path other = Files.createDirectories(state.resolve("runs/run-2"));
        Files.writeString(other.resolve("journal.ndjson"), LEFT.formatted("proxy", "latency"));
        Path foreign = Files.createDirectories(state.resolve("runs/run-3"));
        Files.writeString(foreign.resolve("journal.ndjson"), LEFT.formatted("acme", "storm"));

        assertThatThrownBy(leftovers::takeBack)
                .hasMessageContaining("run 'run-1' died, and what it has left is unknown: ")
                .hasMessageContaining("slow of run run-3: no driver 'acme' for storm");

        assertThat(run).exists();
        assertThat(other).as("its faults are taken back").doesNotExist();
        assertThat(foreign).exists();
        assertThat(leftovers.check().found()).contains("run-1", "run 'run-3' died");
    }

    /** Else the doctor, which finds nothing, and chaos:recover would not say the same of it. */
    @Test
    void whatLivedInTheDeadProcessIsNotSaidToBeTakenBack() throws Exception {
        journal(LEFT.formatted("proxy", "latency"));

        assertThat(leftovers.takeBack()).isZero();

        assertThat(log.lines).containsExactly("INFO slow of run run-1 was gone with its process");
        assertThat(run).doesNotExist();
    }

    /** As one that another user's run has made. */
    @Test
    void aLockThatCannotBeOpenedHindersNoOtherRunsUndo() throws Exception {
        journal(LEFT.formatted("proxy", "latency"));
        Path lock = Files.createDirectories(run.resolve("lock"));
        Path other = Files.createDirectories(state.resolve("runs/run-2"));
        Files.writeString(other.resolve("journal.ndjson"), LEFT.formatted("proxy", "latency"));
        String problem = "whether run 'run-1' goes on is unknown, since " + lock + " cannot be opened";

        assertThatThrownBy(leftovers::takeBack).hasMessageContaining(problem);

        assertThat(run).exists();
        assertThat(other).doesNotExist();
        assertThat(runs.alive()).isEmpty();
        assertThat(runs.aliveIds()).as("it may live").containsExactly("run-1");
        assertThat(leftovers.check().found()).startsWith(problem);
        assertThatThrownBy(leftovers::refuse).hasMessageContaining(problem);
    }

    /** Each of these is JSON, so that only reading it as an entry fails. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"at\":\"not a time\",\"event\":\"RUN_STARTED\",\"subject\":\"run-1\"}",
                "{\"at\":\"2026-01-02T03:04:05Z\",\"event\":\"FAULT_PAUSED\",\"subject\":\"slow\"}",
                "{\"at\":\"2026-01-02T03:04:05Z\",\"event\":\"RUN_STARTED\"}",
                "null",
                "[]"
            })
    void aLineThatIsNoEntryHindersNoOtherRunsUndo(String line) throws Exception {
        journal(line + "\n");
        Path other = Files.createDirectories(state.resolve("runs/run-2"));
        Files.writeString(other.resolve("journal.ndjson"), LEFT.formatted("proxy", "latency"));

        assertThatThrownBy(leftovers::takeBack)
                .isInstanceOf(ChaosException.class)
                .hasMessageContaining("journal.ndjson:1: this is no entry of a journal");

        assertThat(run).exists();
        assertThat(other).doesNotExist();
    }

    @Test
    void whatCannotBeTakenBackStaysOnRecord() throws Exception {
        journal(LEFT.formatted("acme", "storm"));

        assertThatThrownBy(leftovers::takeBack)
                .hasMessageContaining("no driver 'acme' for storm")
                .hasMessageContaining("by hand: do it");
        assertThat(run.resolve("journal.ndjson")).hasContent(LEFT.formatted("acme", "storm"));
    }

    @Test
    void nothingLeftIsNoError() throws Exception {
        journal("");
        assertThat(leftovers.takeBack()).isZero();
        assertThat(List.of(state.resolve("runs/run-1"))).noneMatch(Files::exists);
        assertThat(leftovers.takeBack()).isZero();
    }

    @Test
    void anotherProcessCanEndIt() throws Exception {
        StopSignal stop = new StopSignal();
        try (LiveRun live = LiveRun.begin(run, stop)) {
            assertThat(stop.isRequested()).isFalse();
            LiveRun.abort(run);
            stop.await(Duration.ofSeconds(10));
            assertThat(stop.requested().orElseThrow().why()).isEqualTo("chaos:abort was called");
        }
        assertThat(run).isEmptyDirectory();
    }
}
