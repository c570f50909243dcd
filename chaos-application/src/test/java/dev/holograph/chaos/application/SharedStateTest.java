package dev.holograph.chaos.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.journal.FileJournal;
import dev.holograph.chaos.run.JournalEntry;
import dev.holograph.chaos.run.StopSignal;
import dev.holograph.chaos.slo.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Builds that share a state directory, as they do unless told otherwise: nothing of one is taken by another. */
@Timeout(180)
class SharedStateTest {

    private static final int RUNS = 50;
    private static final String JOURNAL = "journal.ndjson";

    @TempDir
    private Path root;

    /** Runs that come and go, as another process has them; ends with 0 if none was lost. */
    static final class OtherBuild {

        private OtherBuild() {}

        public static void main(String[] args) throws Exception {
            runs(Path.of(args[0]), args[1]);
        }
    }

    /** Each looks for dead runs in between, as a build does before it begins. */
    private static void runs(Path state, String name) throws Exception {
        for (int i = 0; i < RUNS; i++) {
            Path folder = state.resolve("runs").resolve(name + "-" + i);
            try (LiveRun run = LiveRun.begin(folder, new StopSignal())) {
                try (FileJournal journal = new FileJournal(folder.resolve(JOURNAL))) {
                    journal.write(new JournalEntry(Instant.EPOCH, JournalEntry.Event.RUN_STARTED, name, Map.of()));
                }
                recover(state);
                Files.copy(folder.resolve(JOURNAL), state.resolve(name + "-" + i + ".kept"));
                run.forget();
            }
        }
    }

    private static void recover(Path state) throws Exception {
        assertThat(leftovers(state).takeBack()).as("runs that died").isZero();
    }

    private static StaleRunGuard leftovers(Path state) {
        return new StaleRunGuard(new RunRegistry(state), tools(), new LogLines());
    }

    private static ProviderRegistry tools() {
        return new ProviderRegistry(Map.of(), (variable, server) -> Optional.empty());
    }

    @Test
    void twoProcessesTakeNothingOfEachOther() throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        OtherBuild.class.getName(),
                        root.toString(),
                        "other")
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("other.log").toFile())
                .start();
        try {
            CompletableFuture<Void> thread = inThread(() -> runs(root, "thread"));
            runs(root, "here");
            thread.get(120, TimeUnit.SECONDS);
            assertThat(other.waitFor(120, TimeUnit.SECONDS)).isTrue();
        } finally {
            other.destroyForcibly();
        }
        assertThat(other.exitValue()).as(() -> text(root.resolve("other.log"))).isZero();
        try (var kept = Files.list(root)) {
            assertThat(kept.filter(file -> file.toString().endsWith(".kept"))).hasSize(3 * RUNS);
        }
        assertThat(new RunRegistry(root).dead()).isEmpty();
    }

    @Test
    void aRunIsNobodysLeftoverBeforeItsJournalIsKept() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        try (SmallProject project = new SmallProject(root)) {
            Path state = project.folders().state();
            CompletableFuture<Void> others = inThread(() -> {
                while (!over.get()) {
                    recover(state);
                }
            });
            List<Summary.Entry> entries = project.run(new LogLines());
            over.set(true);
            others.get(60, TimeUnit.SECONDS);
            assertThat(entries).hasSize(2).noneMatch(entry -> entry.result() == Result.ERROR);
            assertThat(entries).allSatisfy(entry -> assertThat(
                            project.folders().of(entry.run()).resolve(JOURNAL))
                    .isNotEmptyFile());
            assertThat(new RunRegistry(state).dead()).isEmpty();
        } finally {
            over.set(true);
        }
    }

    @Test
    void anUnreadableJournalKeepsNoOtherFromBeingTakenBack() throws Exception {
        Path bad = Files.createDirectories(root.resolve("runs/bad"));
        Files.writeString(bad.resolve(JOURNAL), "nothing that a run writes\n");
        Path good = Files.createDirectories(root.resolve("runs/good"));
        Files.writeString(good.resolve(JOURNAL), """
                {"at":"2026-01-02T03:04:06Z","event":"FAULT_INTENDED","subject":"slow","driver":"proxy",\
                "fault":"latency","byHand":"nothing"}
                """);
        String problem = "";
        try {
            leftovers(root).takeBack();
        } catch (ChaosException e) {
            problem = String.valueOf(e.getMessage());
        }
        assertThat(problem).contains("run 'bad' died").contains("delete " + bad).doesNotContain("'good'");
        assertThat(good).doesNotExist();
        assertThat(bad.resolve(JOURNAL)).exists();
    }

    /** Something that may throw. */
    private interface Step {
        void run() throws Exception;
    }

    private static CompletableFuture<Void> inThread(Step step) {
        return CompletableFuture.runAsync(() -> {
            try {
                step.run();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
