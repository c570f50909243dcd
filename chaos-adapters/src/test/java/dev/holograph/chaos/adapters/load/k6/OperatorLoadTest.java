package dev.holograph.chaos.adapters.load.k6;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.adapters.load.Recording;
import dev.holograph.chaos.adapters.yaml.EnvironmentReader;
import dev.holograph.chaos.adapters.yaml.Placeholders;
import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.scenario.ArrivalModel;
import dev.holograph.chaos.scenario.Load;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.Kinds;
import dev.holograph.chaos.spi.LoadEngine;
import dev.holograph.chaos.spi.LoadPlan;
import dev.holograph.chaos.spi.RunningLoad;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Loads that real pods make, started by a real k6-operator. */
@ExtendWith(OperatorCluster.Needed.class)
@Timeout(240)
class OperatorLoadTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Duration LENGTH = Duration.ofSeconds(8);
    private static final int RATE = 40;

    @TempDir
    private Path folder;

    private final OperatorCluster cluster;
    private final RunContext context = context("run-" + NUMBER.incrementAndGet());
    private final Recording recording = new Recording();

    OperatorLoadTest(OperatorCluster cluster) {
        this.cluster = cluster;
    }

    private static RunContext context(String run) {
        return new RunContext(run, Clock.systemUTC(), 1, Map.of(), (variable, server) -> Optional.empty());
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        engine(1, "100m", cluster.image()).remove(recipe(), in(40));
        assertThat(cluster.leftovers()).isEmpty();
        context.shared().close();
    }

    private static Deadline in(int seconds) {
        return Deadline.in(Duration.ofSeconds(seconds), System::nanoTime);
    }

    private Environment environment(int runners, String cpu, String image) throws Exception {
        Path file = Files.writeString(folder.resolve("e.yaml"), cluster.environment(runners, cpu, image));
        return new EnvironmentReader(Kinds.found(Map.of()), new Placeholders(Map.of(), name -> null))
                .read(file, "e.yaml")
                .get();
    }

    private LoadEngine engine(int runners, String cpu, String image) throws Exception {
        var found = new OperatorLoadEngineProvider().find(environment(runners, cpu, image), Map.of(), context);
        assertThat(found.problem()).isNull();
        return Objects.requireNonNull(found.engine());
    }

    private LoadPlan plan() {
        return plan(new ArrivalModel.Open(RATE, 1));
    }

    private LoadPlan plan(ArrivalModel arrivals) {
        Profile profile = new Profile.Http("web", "GET", "/v1/status", Map.of(), null, "2xx", null, 0);
        Load load = new Load("load", profile, arrivals, Duration.ofSeconds(3), null, new Location("test.yaml", 1, 1));
        return new LoadPlan(context.runId(), load, new Endpoint(cluster.address(), 80), LENGTH, folder, folder);
    }

    private UndoRecipe recipe() throws Exception {
        return engine(1, "100m", cluster.image()).leaves(plan(), "load").orElseThrow();
    }

    private RunningLoad start(int runners, String cpu) throws Exception {
        return engine(runners, cpu, cluster.image()).start(plan(), recording);
    }

    private static RunningLoad.End end(RunningLoad load) throws Exception {
        return load.ended().get(120, TimeUnit.SECONDS);
    }

    @Test
    void fourRunnersMakeOneLoad() throws Exception {
        RunningLoad.End end = end(start(4, "100m"));
        assertThat(end.problem()).isNull();
        assertThat(end.notes()).hasSize(4);
        for (int i = 1; i <= 4; i++) {
            assertThat(end.notes().get(i - 1))
                    .matches("runner " + i + " of 4, pod chaos-" + context.runId() + "-" + i
                            + "-\\w+ on \\S+: 80 requests, 80 outcomes, 0 acknowledgements; it began \\d+ ms after the"
                            + " first; its clock is .* ms (ahead|behind), give or take .* ms");
        }
        assertThat(recording.dues()).hasSize(RATE * (int) LENGTH.toSeconds());
        assertThat(recording.outcomes())
                .hasSize(RATE * (int) LENGTH.toSeconds())
                .allMatch(one -> one.outcome() == Outcome.OK);
    }

    @Test
    void usersAreSharedByTheRunners() throws Exception {
        ArrivalModel users = new ArrivalModel.Closed(4, Duration.ofMillis(100));
        RunningLoad load = engine(2, "100m", cluster.image()).start(plan(users), recording);

        RunningLoad.End end = end(load);

        assertThat(end.problem()).isNull();
        assertThat(end.notes())
                .hasSize(2)
                .allMatch(note -> note.matches("runner [12] of 2, pod .*: \\d+ requests, .*"));
        // Each user waits for 100 ms and for its answer: fewer than 10 requests a second, and more than half of them.
        assertThat(recording.outcomes())
                .hasSizeBetween(4 * 5 * (int) LENGTH.toSeconds(), 4 * 10 * (int) LENGTH.toSeconds())
                .allMatch(one -> one.outcome() == Outcome.OK);
        assertThat(recording.dues()).hasSameSizeAs(recording.outcomes());
    }

    @Test
    void samplesComeWhileTheLoadRuns() throws Exception {
        RunningLoad load = start(2, "100m");
        load.firstDue().get(120, TimeUnit.SECONDS);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(6);
        while (recording.outcomes().size() < 2 * RATE && System.nanoTime() < deadline) {
            Thread.sleep(100);
        }
        assertThat(recording.outcomes().size()).isGreaterThanOrEqualTo(2 * RATE);
        assertThat(load.ended()).isNotDone();
        load.stop(in(40));
        assertThat(load.ended()).isDone();
        assertThat(load.ended().get().problem()).isNull();
    }

    @Test
    void aLoadThatIsEndedEarlyIsJudgedUpToThere() throws Exception {
        RunningLoad load = start(2, "100m");
        Instant first = load.firstDue().get(120, TimeUnit.SECONDS);
        Instant early = first.plusSeconds(3);
        while (recording.outcomes().size() < 4 * RATE && !load.ended().isDone()) {
            Thread.sleep(100);
        }
        load.endEarly(early, in(40));
        assertThat(load.ended()).isDone();
        assertThat(load.ended().get().problem()).isNull();
        assertThat(cluster.leftovers()).noneMatch(one -> one.startsWith("Pod"));
    }

    @Test
    void aRunnerThatIsKilledIsNamed() throws Exception {
        RunningLoad load = start(2, "100m");
        load.firstDue().get(120, TimeUnit.SECONDS);
        Pod second = cluster.runners().stream()
                .filter(pod -> pod.getMetadata().getName().startsWith("chaos-" + context.runId() + "-2-"))
                .findFirst()
                .orElseThrow();
        cluster.client().resource(second).withGracePeriod(0).delete();
        assertThat(end(load).problem())
                .startsWith("runner 2 of 2 (pod " + second.getMetadata().getName() + " on ");
    }

    @Test
    void runnersWithoutEnoughProcessorTimeAreNamed() throws Exception {
        assertThat(end(start(2, "12m")).problem())
                .containsPattern("runner [12] of 2 \\(pod chaos-")
                .contains("it could not keep its schedule");
    }

    @Test
    void anImageThatIsNowhereIsToldAndNothingGoesOn() throws Exception {
        RunningLoad load = engine(2, "100m", "local/k6:0.0.0").start(plan(), recording);
        assertThatThrownBy(() -> load.firstDue().get(120, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("the load cannot start: the image local/k6:0.0.0 cannot be pulled on ");
        assertThat(recording.dues()).isEmpty();
    }

    /** As chaos:recover does after a process that was killed: by the recipe alone, in another run's context. */
    @Test
    void whatADeadRunHasLeftIsRemovedByItsRecipe() throws Exception {
        start(2, "100m").firstDue().get(120, TimeUnit.SECONDS);
        assertThat(cluster.leftovers())
                .anyMatch(one -> one.startsWith("TestRun"))
                .hasSizeGreaterThan(4);
        RunContext later = context(context.runId());
        new OperatorLoadEngineProvider().remove(recipe(), later, in(40));
        assertThat(cluster.leftovers()).isEmpty();
        new OperatorLoadEngineProvider().remove(recipe(), later, in(40));
        later.shared().close();
    }

    @Test
    void theSweepLeavesAloneWhatMayBelongToARunThatLives() throws Exception {
        start(1, "100m").firstDue().get(120, TimeUnit.SECONDS);
        List<String> removed = new ArrayList<>();
        Environment environment = environment(1, "100m", cluster.image());
        new OperatorLoadEngineProvider().sweep(environment, context, Set.of(), removed::add);
        assertThat(removed).as("its time is not over").isEmpty();
        RunContext later = new RunContext(
                "",
                Clock.offset(Clock.systemUTC(), Duration.ofHours(2)),
                1,
                Map.of(),
                (variable, server) -> Optional.empty());
        new OperatorLoadEngineProvider().sweep(environment, later, Set.of(context.runId()), removed::add);
        assertThat(removed).as("it goes on").isEmpty();
        new OperatorLoadEngineProvider().sweep(environment, later, Set.of(), removed::add);
        assertThat(removed)
                .containsExactly("TestRun " + cluster.namespace() + "/chaos-" + context.runId()
                        + " was left by a run that has died, and is removed");
        assertThat(cluster.leftovers()).isEmpty();
        later.shared().close();
    }
}
