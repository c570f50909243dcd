package dev.holograph.chaos.adapters.load.k6;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.adapters.load.Recording;
import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.scenario.ArrivalModel;
import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.HttpAddress;
import dev.holograph.chaos.spi.LoadPlan;
import dev.holograph.chaos.spi.RunningLoad;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Loads that real pods make, started by a real k6-operator. */
@ExtendWith(OperatorCluster.Needed.class)
@Timeout(240)
class OperatorLoadTest {

    private static final Duration LENGTH = OperatorLoads.LENGTH;
    private static final int RATE = 40;

    private final OperatorCluster cluster;
    private final Recording recording;
    private final RunContext context;
    private final OperatorLoads loads;

    OperatorLoadTest(OperatorCluster cluster, @TempDir Path folder) {
        this.cluster = cluster;
        this.loads = new OperatorLoads(cluster, folder);
        this.recording = loads.recording;
        this.context = loads.context;
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        loads.close();
    }

    private LoadPlan plan() {
        return plan(new ArrivalModel.Open(RATE, 1));
    }

    private LoadPlan plan(ArrivalModel arrivals) {
        Profile profile = new Profile.Http("web", "GET", "/v1/status", Map.of(), null, "2xx", null, 0);
        return loads.plan(profile, arrivals, new HttpAddress(new Endpoint(cluster.address(), 80)));
    }

    private UndoRecipe recipe() throws Exception {
        return loads.recipe();
    }

    private RunningLoad start(int runners, String cpu) throws Exception {
        return loads.engine(runners, cpu, cluster.image()).start(plan(), recording);
    }

    @Test
    void fourRunnersMakeOneLoad() throws Exception {
        RunningLoad.End end = OperatorLoads.end(start(4, "100m"));
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
        RunningLoad load = loads.engine(2, "100m", cluster.image()).start(plan(users), recording);

        RunningLoad.End end = OperatorLoads.end(load);

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
        load.stop(OperatorLoads.in(40));
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
        load.endEarly(early, OperatorLoads.in(40));
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
        assertThat(OperatorLoads.end(load).problem())
                .startsWith("runner 2 of 2 (pod " + second.getMetadata().getName() + " on ");
    }

    @Test
    void runnersWithoutEnoughProcessorTimeAreNamed() throws Exception {
        assertThat(OperatorLoads.end(start(2, "12m")).problem())
                .containsPattern("runner [12] of 2 \\(pod chaos-")
                .contains("it could not keep its schedule");
    }

    @Test
    void anImageThatIsNowhereIsToldAndNothingGoesOn() throws Exception {
        RunningLoad load = loads.engine(2, "100m", "local/k6:0.0.0").start(plan(), recording);
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
        RunContext later = OperatorLoads.context(context.runId());
        new OperatorLoadEngineProvider().remove(recipe(), later, OperatorLoads.in(40));
        assertThat(cluster.leftovers()).isEmpty();
        new OperatorLoadEngineProvider().remove(recipe(), later, OperatorLoads.in(40));
        later.shared().close();
    }

    @Test
    void theSweepLeavesAloneWhatMayBelongToARunThatLives() throws Exception {
        start(1, "100m").firstDue().get(120, TimeUnit.SECONDS);
        List<String> removed = new ArrayList<>();
        Environment environment = loads.environment(1, "100m", cluster.image());
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
