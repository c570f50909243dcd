package dev.holograph.chaos.adapters.fault.chaosmesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.cluster.Clusters;
import dev.holograph.chaos.adapters.cluster.OwnershipLabels;
import dev.holograph.chaos.adapters.fault.ByHand;
import dev.holograph.chaos.adapters.fault.chaosmesh.MeshController.Behaviour;
import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.Environment.DriverChoice;
import dev.holograph.chaos.plan.Guard;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.fault.PodKill;
import dev.holograph.chaos.spi.Deadline;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a process that was killed between making a {@code PodChaos} and deleting it has left, in a real API server. */
class LeftKillsTest {

    private static final PodKill KILL = new PodKill("1", Duration.ZERO);
    private static final Waits WAITS = new Waits(Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofSeconds(10));

    private static MeshCluster cluster;

    private final RunContext sweeper = MeshCluster.context("");
    private final List<String> told = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        cluster = MeshCluster.start();
    }

    @AfterAll
    static void stop() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
    }

    @BeforeEach
    void fresh() {
        cluster.freshPods();
    }

    @AfterEach
    void leaveNothing() throws Exception {
        cluster.sweep();
        cluster.client().leases().inNamespace(cluster.namespace()).delete();
        sweeper.shared().close();
    }

    @Test
    void aKillSaysBeforehandHowItsObjectIsRemoved() throws Exception {
        RunContext run = MeshCluster.context("run-1");
        Prepared<PodKill> prepared =
                new PodKillDriver(run, WAITS).prepare(MeshCluster.step(KILL), KILL, cluster.target());
        assertThat(prepared.undo()).as("it is instant").isNull();
        assertThat(Objects.requireNonNull(prepared.cleanupRecipe()).byHand())
                .isEqualTo("kubectl --context " + cluster.kubeContext() + " -n " + cluster.namespace()
                        + " delete podchaos -l app.kubernetes.io/managed-by=chaos-maven-plugin,"
                        + "chaos.holograph.dev/run=run-1");
        run.shared().close();
    }

    @Test
    void whatIsToBeDoneByHandRemovesThatOfThisRunAlone() throws Exception {
        leave("run-1", "kill");
        leave("run-2", "kill");
        RunContext run = MeshCluster.context("run-1");
        Prepared<PodKill> prepared =
                new PodKillDriver(run, WAITS).prepare(MeshCluster.step(KILL), KILL, cluster.target());

        ByHand.run(Objects.requireNonNull(prepared.cleanupRecipe()).byHand(), Map.of());

        assertThat(names()).containsExactly("chaos-run-2-kill-1");
        run.shared().close();
    }

    /** By the journal: in another process, which knows the run's id and the recipe. */
    @Test
    void theJournalIsEnoughToRemoveIt() throws Exception {
        try (MeshController mesh = cluster.controller(Behaviour.PROMPT)) {
            leave("run-1", "kill");
            leave("run-2", "kill");
            assertThat(names()).containsExactly("chaos-run-1-kill-1", "chaos-run-2-kill-1");

            RunContext recovering = MeshCluster.context("run-1");
            PodKillDriver driver = new PodKillDriver(recovering, WAITS);
            UndoRecipe recipe = Objects.requireNonNull(driver.prepare(MeshCluster.step(KILL), KILL, cluster.target())
                    .cleanupRecipe());
            driver.undo(recipe, soon());
            driver.undo(recipe, soon());
            recovering.shared().close();

            assertThat(names()).containsExactly("chaos-run-2-kill-1");
        }
    }

    @Test
    void whereTheJournalIsGoneTheMarksAreEnough() throws Exception {
        try (MeshController mesh = cluster.controller(Behaviour.PROMPT)) {
            leave("dead-run", "kill");
            leave("alive-run", "kill");
            lease("alive-run", ZonedDateTime.now(ZoneOffset.UTC));
            lease("dead-run", ZonedDateTime.now(ZoneOffset.UTC).minusMinutes(5));
            foreign();

            sweep("chaos-mesh");

            assertThat(told)
                    .containsExactly("PodChaos " + cluster.namespace()
                            + "/chaos-dead-run-kill-1 was left by a run that has died, and is taken back");
            assertThat(names()).containsExactly("a-colleagues", "chaos-alive-run-kill-1");

            told.clear();
            sweep("chaos-mesh");
            assertThat(told).as("a second time nothing is left").isEmpty();
        }
    }

    /** The account of such an environment may have no right to look. */
    @Test
    void anEnvironmentWithoutChaosMeshIsNotLookedAt() throws Exception {
        leave("dead-run", "kill");
        sweep("kubernetes");
        assertThat(told).isEmpty();
        assertThat(names()).hasSize(1);
    }

    /** As {@code inject} makes it, up to where the process was killed. */
    private static void leave(String run, String step) throws Exception {
        RunContext context = MeshCluster.context(run);
        PodKillDriver driver = new PodKillDriver(context, WAITS);
        FaultStep named = new FaultStep(step, KILL, "web", Duration.ZERO, null, null, MeshCluster.HERE);
        var target = Objects.requireNonNull(cluster.target().kubernetes());
        Experiment.of(context, Clusters.of(context).client(cluster.kubeContext()), Kind.POD, target, step + "-1")
                .create(Spec.some(driver.spec(named, KILL, target), 1, 2), context);
        context.shared().close();
    }

    private static void foreign() {
        GenericKubernetesResource ours = cluster.objects(Kind.POD).get(0);
        ours.getMetadata().setName("a-colleagues");
        ours.getMetadata().setLabels(Map.of(OwnershipLabels.RUN, "dead-run"));
        ours.getMetadata().setResourceVersion(null);
        ours.getMetadata().setUid(null);
        ours.getMetadata().setFinalizers(List.of());
        ours.getAdditionalProperties().remove("status");
        cluster.client()
                .genericKubernetesResources(Kind.POD.definition())
                .inNamespace(cluster.namespace())
                .resource(ours)
                .create();
    }

    private static void lease(String run, ZonedDateTime renewed) {
        cluster.client()
                .resource(new LeaseBuilder()
                        .withNewMetadata()
                        .withName("chaos-" + run)
                        .withNamespace(cluster.namespace())
                        .addToLabels(OwnershipLabels.MANAGED_BY, OwnershipLabels.US)
                        .endMetadata()
                        .withNewSpec()
                        .withHolderIdentity(run)
                        .withRenewTime(renewed)
                        .withLeaseDurationSeconds(30)
                        .endSpec()
                        .build())
                .create();
    }

    private void sweep(String driver) throws Exception {
        Guard guard = new Guard(
                cluster.kubeContext(),
                List.of(cluster.namespace()),
                null,
                1,
                100,
                false,
                false,
                Set.of(),
                MeshCluster.HERE);
        Environment environment = new Environment(
                "it",
                "it.yaml",
                "It",
                List.of(),
                Map.of(),
                Map.of("pod-kill", new Environment.DriverChoice(driver, MeshCluster.HERE)),
                DriverChoice.AUTO,
                guard);
        new ChaosMeshDriverProvider().sweep(environment, sweeper, Set.of(), told::add);
    }

    private static List<String> names() {
        return cluster.objects(Kind.POD).stream()
                .map(object -> object.getMetadata().getName())
                .sorted()
                .toList();
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(10), System::nanoTime);
    }
}
