package dev.holograph.chaos.adapters.fault.chaosmesh;

import static dev.holograph.chaos.adapters.process.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.adapters.fault.ByHand;
import dev.holograph.chaos.adapters.fault.chaosmesh.MeshController.Behaviour;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.scenario.Dimension;
import dev.holograph.chaos.scenario.Direction;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.scenario.fault.Bandwidth;
import dev.holograph.chaos.scenario.fault.Latency;
import dev.holograph.chaos.scenario.fault.PacketLoss;
import dev.holograph.chaos.scenario.fault.Partition;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against a real API server with Chaos Mesh's own schemas. */
class NetworkFaultsTest {

    private static final Waits SHORT = new Waits(Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofSeconds(5));
    private static final Waits LONG = new Waits(Duration.ofSeconds(20), Duration.ofSeconds(5), Duration.ofSeconds(5));
    private static final Partition CUT = new Partition(Direction.BOTH);
    private static final String OBJECT = "chaos-run-20260807-1-partition";

    private static MeshCluster cluster;

    private final RunContext context = MeshCluster.context("run-20260807-1");
    private final PartitionDriver partition = new PartitionDriver(context, LONG);

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

    @AfterEach
    void leaveNothing() throws Exception {
        cluster.sweep();
        context.shared().close();
    }

    @Test
    void itIsInForceWhenChaosMeshSaysSoAndOverWhenTheObjectIsGone() throws Exception {
        try (MeshController mesh = cluster.controller(Behaviour.PROMPT)) {
            Prepared<Partition> prepared = partition.prepare(MeshCluster.step(CUT), CUT, cluster.target());

            Evidence injected = partition.inject(prepared);
            Evidence seen = partition.observe(prepared);

            String web = cluster.namespace() + "/web-";
            String at = " (2026-08-07T17:44:45Z)";
            assertThat(injected)
                    .isEqualTo(Evidence.claimed(
                            "Chaos Mesh reports it as injected into " + web + "1" + at + ", " + web + "2" + at));
            assertThat(seen.kind()).isEqualTo(Evidence.Kind.CLAIMED);
            assertThat(cluster.objects(Kind.NETWORK)).singleElement().satisfies(object -> {
                assertThat(object.getMetadata().getName()).isEqualTo(OBJECT);
                assertThat(object.getMetadata().getLabels())
                        .containsEntry("app.kubernetes.io/managed-by", "chaos-maven-plugin")
                        .containsEntry("chaos.holograph.dev/run", "run-20260807-1");
                assertThat(object.getMetadata().getAnnotations()).containsKey("chaos.holograph.dev/expires");
            });

            partition.undo(recipe(prepared), soon());

            assertThat(cluster.objects(Kind.NETWORK)).isEmpty();
            partition.undo(recipe(prepared), soon()); // once more does no harm
        }
    }

    @Test
    void chaosMeshesSchemaTakesAllThatIsSent() throws Exception {
        try (MeshController mesh = cluster.controller(Behaviour.PROMPT)) {
            Quantity tenth = new Quantity(0.1, Dimension.RATIO);
            Quantity mebi = new Quantity(1_048_576, Dimension.SIZE);
            isTakenWhole(
                    mesh,
                    new LatencyDriver(context, LONG),
                    new Latency(
                            Duration.ofMillis(200),
                            Duration.ofMillis(20),
                            Latency.Distribution.UNIFORM,
                            Direction.RESPONSES));
            isTakenWhole(mesh, new PacketLossDriver(context, LONG), new PacketLoss(tenth, Direction.RESPONSES));
            isTakenWhole(mesh, new BandwidthDriver(context, LONG), new Bandwidth(mebi, Direction.RESPONSES));
            isTakenWhole(mesh, new PartitionDriver(context, LONG), new Partition(Direction.REQUESTS));
        }
    }

    /** The API server drops in silence what a schema does not know. */
    private <F extends Fault> void isTakenWhole(MeshController mesh, NetworkDriver<F> driver, F fault)
            throws Exception {
        TargetSpec target = cluster.target();
        Prepared<F> prepared = driver.prepare(MeshCluster.step(fault), fault, target);
        JsonObject sent = driver.spec(prepared.step(), fault, Objects.requireNonNull(target.kubernetes()));

        assertThat(driver.inject(prepared).kind()).isEqualTo(Evidence.Kind.CLAIMED);
        driver.undo(recipe(prepared), soon());

        assertThat(mesh.specs())
                .containsEntry("chaos-run-20260807-1-" + fault.type().name(), sent);
    }

    @Test
    void whatIsToBeDoneByHandRemovesTheObject() throws Exception {
        try (MeshController mesh = cluster.controller(Behaviour.PROMPT)) {
            Prepared<Partition> prepared = partition.prepare(MeshCluster.step(CUT), CUT, cluster.target());
            partition.inject(prepared);
            assertThat(cluster.objects(Kind.NETWORK)).hasSize(1);

            ByHand.run(recipe(prepared).byHand(), Map.of());

            assertThat(cluster.objects(Kind.NETWORK)).isEmpty();
        }
    }

    @Test
    void aSlowControllerIsWaitedFor() throws Exception {
        try (MeshController mesh =
                new MeshController(cluster.client(), cluster.namespace(), Behaviour.PROMPT, Duration.ofMillis(700))) {
            Prepared<Partition> prepared = partition.prepare(MeshCluster.step(CUT), CUT, cluster.target());

            assertThat(partition.inject(prepared).kind()).isEqualTo(Evidence.Kind.CLAIMED);
            partition.undo(recipe(prepared), soon());

            assertThat(cluster.objects(Kind.NETWORK)).isEmpty();
        }
    }

    @Test
    void whereNobodyLooksAfterTheObjectThatIsSaid() throws Exception {
        assertThatThrownBy(this::injectInVain)
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("Chaos Mesh has not injected NetworkChaos " + OBJECT + " within 2 s: it has not"
                        + " touched it at all; see that its chaos-controller-manager runs");
    }

    @Test
    void whereNoPodIsSelectedThatIsSaid() throws Exception {
        try (MeshController mesh = cluster.controller(Behaviour.SELECTS_NOTHING)) {
            assertThatThrownBy(this::injectInVain)
                    .isInstanceOf(DriverException.class)
                    .hasMessageContaining("Selected is False")
                    .hasMessageContaining(
                            "annotate namespace " + cluster.namespace() + " chaos-mesh.org/inject=enabled");
        }
    }

    @Test
    void whatCouldNotBeInjectedIsTold() throws Exception {
        try (MeshController mesh = cluster.controller(Behaviour.CANNOT_INJECT)) {
            assertThatThrownBy(this::injectInVain)
                    .isInstanceOf(DriverException.class)
                    .hasMessageContaining("AllInjected is False for " + cluster.namespace()
                            + "/web-1 (Not Injected; Apply: RTNETLINK answers: not supported)");
        }
    }

    /** And what was begun is taken back. */
    private void injectInVain() throws Exception {
        PartitionDriver driver = new PartitionDriver(context, SHORT);
        Prepared<Partition> prepared = driver.prepare(MeshCluster.step(CUT), CUT, cluster.target());
        try {
            driver.inject(prepared);
        } finally {
            driver.undo(recipe(prepared), soon());
            assertThat(cluster.objects(Kind.NETWORK)).isEmpty();
        }
    }

    @Test
    void withoutPodsNothingIsMade() {
        assertThatThrownBy(() -> partition.inject(
                        partition.prepare(MeshCluster.step(CUT), CUT, cluster.target("app=nothing", null))))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("no pod matches " + cluster.namespace() + "/app=nothing");
        assertThat(cluster.objects(Kind.NETWORK)).isEmpty();
    }

    @Test
    void whatIsNotRecoveredIsToldWithWhatToDo() throws Exception {
        try (MeshController mesh = cluster.controller(Behaviour.CANNOT_RECOVER)) {
            Prepared<Partition> prepared = partition.prepare(MeshCluster.step(CUT), CUT, cluster.target());
            partition.inject(prepared);
            Instant began = Instant.now();

            assertThatThrownBy(() -> partition.undo(recipe(prepared), in(Duration.ofSeconds(2))))
                    .isInstanceOf(DriverException.class)
                    .hasMessageContaining("still there, held by its finalizer chaos-mesh/records")
                    .hasMessageContaining("has not recovered " + cluster.namespace()
                            + "/web-1 (Injected/Wait; Recover: unable to flush tc rules)")
                    .hasMessageContaining("kubectl --context " + cluster.kubeContext() + " -n " + cluster.namespace()
                            + " annotate networkchaos " + OBJECT
                            + " chaos-mesh.chaos-mesh.org/cleanFinalizer=forced");
            assertThat(Duration.between(began, Instant.now())).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(6));
        }
        try (MeshController mended = cluster.controller(Behaviour.PROMPT)) {
            partition.undo(recipe(partition.prepare(MeshCluster.step(CUT), CUT, cluster.target())), soon());
        }
        assertThat(cluster.objects(Kind.NETWORK)).isEmpty();
    }

    @Test
    void anotherProcessTakesItBack() throws Exception {
        try (MeshController mesh = cluster.controller(Behaviour.PROMPT)) {
            Prepared<Partition> prepared = partition.prepare(MeshCluster.step(CUT), CUT, cluster.target());
            partition.inject(prepared);

            RunContext recovery = MeshCluster.context("run-20260807-1");
            new PartitionDriver(recovery, LONG).undo(recipe(prepared), soon());
            recovery.shared().close();

            assertThat(cluster.objects(Kind.NETWORK)).isEmpty();
        }
    }

    @Test
    void anotherRunsObjectIsLeftAlone() throws Exception {
        try (MeshController mesh = cluster.controller(Behaviour.PROMPT)) {
            Prepared<Partition> prepared = partition.prepare(MeshCluster.step(CUT), CUT, cluster.target());
            partition.inject(prepared);

            RunContext other = MeshCluster.context("run-20260807-2");
            new PartitionDriver(other, LONG).undo(recipe(prepared), soon());
            other.shared().close();

            assertThat(cluster.objects(Kind.NETWORK)).hasSize(1);
        }
    }

    @Test
    void anInjectionThatIsInterruptedIsTakenBackAllTheSame() throws Exception {
        Prepared<Partition> prepared = partition.prepare(MeshCluster.step(CUT), CUT, cluster.target());
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Thread injecting = new Thread(() -> {
            try {
                partition.inject(prepared);
                end.complete(new AssertionError("injected"));
            } catch (DriverException | InterruptedException e) {
                end.complete(e);
            }
        });
        injecting.start();
        eventually("the object is made", Duration.ofSeconds(10), () -> !cluster.objects(Kind.NETWORK)
                .isEmpty());

        injecting.interrupt();

        assertThat(end.get(5, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        partition.undo(recipe(prepared), soon());
        assertThat(cluster.objects(Kind.NETWORK)).isEmpty();
    }

    @Test
    void aFaultThatHasEndedBeforeItsTimeIsNoEvidence() throws Exception {
        Prepared<Partition> prepared = partition.prepare(MeshCluster.step(CUT), CUT, cluster.target());
        try (MeshController mesh = cluster.controller(Behaviour.PROMPT)) {
            partition.inject(prepared);
        }
        GenericKubernetesResource object = cluster.objects(Kind.NETWORK).get(0);
        var resource = cluster.client()
                .genericKubernetesResources(Kind.NETWORK.definition())
                .inNamespace(cluster.namespace())
                .withName(object.getMetadata().getName());
        resource.patch(
                PatchContext.of(PatchType.JSON_MERGE), "{\"status\":{\"experiment\":{\"desiredPhase\":\"Stop\"}}}");

        assertThat(partition.observe(prepared).kind()).isEqualTo(Evidence.Kind.NONE);
        assertThat(partition.observe(prepared).text()).contains("the duration of its object is over");

        cluster.sweep();
        assertThat(partition.observe(prepared).kind()).isEqualTo(Evidence.Kind.NONE);
        assertThat(partition.observe(prepared).text()).contains("somebody else has deleted it");
    }

    private static UndoRecipe recipe(Prepared<?> prepared) {
        return Objects.requireNonNull(prepared.undo());
    }

    private static Deadline soon() {
        return in(Duration.ofSeconds(20));
    }

    private static Deadline in(Duration time) {
        return Deadline.in(time, System::nanoTime);
    }
}
