package dev.holograph.chaos.maven;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.holograph.chaos.adapters.journal.FileJournal;
import dev.holograph.chaos.adapters.yaml.PhaseOverrides;
import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.run.JournalEntry;
import dev.holograph.chaos.run.StopSignal;
import dev.holograph.chaos.slo.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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

    private static Leftovers leftovers(Path state) {
        return new Leftovers(new KnownRuns(state), tools(), new LogLines());
    }

    private static Toolbox tools() {
        return new Toolbox(Map.of(), (variable, server) -> Optional.empty());
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
        assertThat(new KnownRuns(root).dead()).isEmpty();
    }

    @Test
    void aRunIsNobodysLeftoverBeforeItsJournalIsKept() throws Exception {
        HttpServer web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        web.start();
        AtomicBoolean over = new AtomicBoolean();
        Path state = root.resolve("state");
        try (Termination termination = new Termination()) {
            CompletableFuture<Void> others = inThread(() -> {
                while (!over.get()) {
                    recover(state);
                }
            });
            Workspace workspace = project(web.getAddress().getPort());
            LogLines log = new LogLines();
            RunFolders folders = new RunFolders(workspace, state, root.resolve("Report.md"));
            Runs runs = new Runs(
                    tools(), new Reports(folders, null, 5, log), new Artifacts(null).of(null), termination, log);
            List<Summary.Entry> entries = runs.all(plans(workspace), false);
            over.set(true);
            others.get(60, TimeUnit.SECONDS);
            assertThat(entries).hasSize(2).noneMatch(entry -> entry.result() == Result.ERROR);
            assertThat(entries).allSatisfy(entry -> assertThat(
                            workspace.output().resolve(entry.run()).resolve(JOURNAL))
                    .isNotEmptyFile());
            assertThat(new KnownRuns(state).dead()).isEmpty();
        } finally {
            over.set(true);
            web.stop(0);
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
        } catch (org.apache.maven.plugin.MojoExecutionException e) {
            problem = String.valueOf(e.getMessage());
        }
        assertThat(problem).contains("run 'bad' died").contains("delete " + bad).doesNotContain("'good'");
        assertThat(good).doesNotExist();
        assertThat(bad.resolve(JOURNAL)).exists();
    }

    private Workspace project(int port) throws IOException {
        Files.createDirectories(root.resolve("scenarios"));
        Files.createDirectories(root.resolve("environments"));
        for (String name : List.of("one", "two")) {
            Files.writeString(root.resolve("scenarios/" + name + ".yaml"), """
                    load: { http: { target: web, path: / }, rate: 400/s }
                    duration: { warmup: 1s, baseline: 1s, fault: 1s, recovery: 1s }
                    recovery: { over: 1s, stable: 1s }
                    fault: { type: latency, target: web, delay: 10ms }
                    steadyState: [error_rate < 1% in every 1s]
                    slo: [error_rate < 5% in every 1s]
                    """);
        }
        Files.writeString(
                root.resolve("environments/local.yaml"),
                "targets: { web: { url: http://127.0.0.1:" + port
                        + ", through: proxy } }\ndrivers: { latency: proxy }\n");
        return new Workspace(
                root, root.resolve("scenarios"), root.resolve("environments"), root.resolve("target/chaos"), Map.of());
    }

    private static List<Plan> plans(Workspace workspace) throws Exception {
        return ChaosMojo.orFail(new Preparation(
                        workspace,
                        tools(),
                        new Selection(List.of(), List.of()),
                        "local",
                        PhaseOverrides.NONE,
                        7L,
                        "embedded")
                .plans());
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
