package dev.holograph.chaos.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.journal.RunArchive;
import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.run.RunIds;
import dev.holograph.chaos.run.RunResult;
import dev.holograph.chaos.slo.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real runs side by side, each with a real server of its own. */
@Timeout(300)
class SideBySideRunsTest {

    private static final String SCENARIO = """
            load: { http: { target: web, path: / }, rate: 100/s }
            duration: { warmup: 1s, baseline: 3s, fault: 3s, recovery: 3s }
            recovery: { over: 1s, stable: 1s }
            fault: { type: latency, target: web, delay: 20ms }
            steadyState: [error_rate < 50%]
            slo: [SLO]
            """;

    /** A machine that is as busy as a test says, whatever else works on the real one. */
    private record ToldMachine(double busy) implements Machine {
        @Override
        public int processors() {
            return 2;
        }
    }

    @TempDir
    private Path root;

    private final LogLines log = new LogLines();
    private final List<RunResult> told = Collections.synchronizedList(new ArrayList<>());
    private final ProviderRegistry tools = new ProviderRegistry(Map.of(), (variable, server) -> Optional.empty());
    private WebProject project;
    private RunFolders folders;

    @BeforeEach
    void aProject() throws IOException {
        project = new WebProject(root);
        folders = project.folders();
    }

    private void scenario(String name, String slo) throws IOException {
        project.file("scenarios/" + name + ".yaml", SCENARIO.replace("SLO", slo));
    }

    private List<Summary.Entry> run(Machine machine, String parallel) throws Exception {
        List<Plan> plans = Mistakes.orFail(
                project.preparation(tools, new Selection(List.of(), List.of())).plans());
        try (Termination termination = new Termination()) {
            Runs runs = new Runs(
                    tools,
                    new Reports(folders, null, 5, List.of(), log),
                    new BuildOutcome(true),
                    coordinates -> root.resolve(coordinates),
                    List.of(),
                    termination,
                    (result, entry) -> told.add(result),
                    log);
            Parallel wanted = Parallel.of(parallel);
            return runs.sideBySide(
                    SideBySide.of(plans, null, wanted),
                    wanted,
                    machine,
                    plan -> tools.planner()
                            .plan(
                                    RunIds.of(
                                            plan.scenario().name(),
                                            Clock.systemUTC().instant(),
                                            new SplittableRandom()),
                                    plan.seed(),
                                    plan.scenario(),
                                    plan.environment())
                            .get(),
                    false);
        }
    }

    private static Instant firstDue(RunResult result) {
        return Objects.requireNonNull(result.times()).firstDue();
    }

    @Test
    void loadsBeginTogetherAndEachRunIsItsOwn() throws Exception {
        scenario("one", "error_rate < 50%");
        scenario("two", "error_rate < 50%");
        List<Summary.Entry> entries = run(new ToldMachine(0.3), "2");

        assertThat(entries).extracting(Summary.Entry::scenario).containsExactly("one", "two");
        assertThat(told).hasSize(2);
        assertThat(Duration.between(firstDue(told.get(0)), firstDue(told.get(1)))
                        .abs())
                .isLessThan(Duration.ofSeconds(5)); // one after the other there would be ten and more
        assertThat(told).allMatch(result -> result.loadEngine().endsWith(", side by side"));
        assertThat(log.lines)
                .anyMatch(line -> line.contains("one: injecting latency"))
                .anyMatch(line -> line.contains("two: injecting latency"));
        assertThat(folders.state().resolve("runs").toFile().list()).containsExactly(".lock");
    }

    @Test
    void whatNamesTheMachineIsRunAgainAloneOnceAndThatCounts() throws Exception {
        scenario("one", "error_rate < 50%");
        scenario("two", "p50(latency) < 1ms"); // a breach, which nothing makes better
        List<Summary.Entry> entries = run(new ToldMachine(1), "2");

        assertThat(entries).extracting(Summary.Entry::scenario).containsExactly("one", "two");
        assertThat(entries.get(1).result()).isEqualTo(Result.BREACH);
        assertThat(entries.get(1).reasons()).anyMatch(reason -> reason.contains("this machine was at its own limit"));
        assertThat(log.lines)
                .filteredOn(line -> line.contains("is run again, alone"))
                .singleElement()
                .asString()
                .contains("scenario 'one' is run again, alone: side by side with others, as run 'one-")
                .contains("it came to NOT PROVEN because of the machine");
        // The machine is watched no more where nobody is beside.
        assertThat(entries.get(0).reasons()).noneMatch(reason -> reason.contains("this machine was"));
        RunResult counts = RunArchive.read(folders.of(entries.get(0).run())).result();
        assertThat(counts.versions()).anyMatch(line -> line.contains("is run again, alone"));
        assertThat(counts.loadEngine()).doesNotContain("side by side");
        assertThat(told)
                .extracting(result -> result.plan().runId())
                .contains(entries.get(0).run());
        assertThat(told).as("the first run of it is no news").hasSize(2);
        try (var runs = Files.list(root.resolve("target/chaos"))) {
            assertThat(runs.filter(folder -> folder.getFileName().toString().startsWith("one-")))
                    .as("both are kept")
                    .hasSize(2);
        }
    }

    @Test
    void groupAfterGroupRunsUntilAllHaveRun() throws Exception {
        for (String name : List.of("one", "three", "two")) {
            scenario(name, "error_rate < 50%");
        }
        List<Summary.Entry> entries = run(new ToldMachine(0.3), "2");
        assertThat(entries).extracting(Summary.Entry::scenario).containsExactly("one", "three", "two");
        assertThat(told).hasSize(3);
        assertThat(told.get(2).plan().scenario().name()).isEqualTo("two");
        assertThat(told.get(2).loadEngine()).doesNotContain("side by side"); // it had nobody beside it
    }
}
