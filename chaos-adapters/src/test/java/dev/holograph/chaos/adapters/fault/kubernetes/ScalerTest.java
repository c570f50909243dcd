package dev.holograph.chaos.adapters.fault.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.adapters.cluster.OwnershipLabels;
import dev.holograph.chaos.adapters.fault.ByHand;
import dev.holograph.chaos.adapters.process.Eventually;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.scenario.fault.Scale;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.FaultDriver;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A workload has another number of replicas, and afterwards what it had. */
@ExtendWith(KubernetesCluster.Needed.class)
@Timeout(60)
class ScalerTest {

    private final KubernetesCluster cluster;
    private final Run run = new Run("scale-1");
    private final Scaler scaler = new Scaler(run);

    ScalerTest(KubernetesCluster cluster) {
        this.cluster = cluster;
    }

    @AfterEach
    void close() throws Exception {
        run.close();
    }

    private Prepared<Scale> prepare(Scaler by, String app, int replicas) {
        Scale fault = new Scale(replicas);
        return by.prepare(KubernetesCluster.step("scaled", fault, app), fault, cluster.target(app));
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(10), System::nanoTime);
    }

    /** As the run's journal would hold it. */
    private UndoRecipe recipe(Prepared<Scale> prepared) {
        return Objects.requireNonNull(prepared.undo()).with(run.remembered("scaled"));
    }

    private Deployment now(String app) {
        return cluster.client()
                .apps()
                .deployments()
                .inNamespace(cluster.namespace())
                .withName(app)
                .get();
    }

    private void isAsItWas(String app, int replicas) {
        assertThat(Workload.replicas(now(app))).isEqualTo(replicas);
        assertThat(Workload.annotations(now(app)))
                .containsEntry("example.org/kept", "yes")
                .doesNotContainKeys(OwnershipLabels.RUN, OwnershipLabels.EXPIRES, OwnershipLabels.REPLICAS);
    }

    @Test
    void itIsScaledAndScaledBack() throws Exception {
        cluster.deploy("scaled", 2);
        Prepared<Scale> prepared = prepare(scaler, "scaled", 1);

        Evidence evidence = scaler.inject(prepared);

        assertThat(evidence).isEqualTo(Evidence.observed("2 replicas before; there are 1 pods now"));
        assertThat(cluster.pods("scaled")).hasSize(1);
        assertThat(Workload.annotations(now("scaled")))
                .containsEntry(OwnershipLabels.RUN, "scale-1")
                .containsEntry(OwnershipLabels.REPLICAS, "2")
                .containsKey(OwnershipLabels.EXPIRES);
        assertThat(run.remembered("scaled"))
                .containsEntry("kind", "DEPLOYMENT")
                .containsEntry("workload", "scaled")
                .containsEntry(OwnershipLabels.REPLICAS, "2");

        scaler.undo(recipe(prepared), soon());
        isAsItWas("scaled", 2);
        scaler.undo(recipe(prepared), soon());
        isAsItWas("scaled", 2);
    }

    @Test
    void anotherProcessScalesItBackByTheRecipeAlone() throws Exception {
        cluster.deploy("left", 2);
        Prepared<Scale> prepared = prepare(scaler, "left", 0);
        assertThat(scaler.inject(prepared).text()).isEqualTo("2 replicas before; there are 0 pods now");
        UndoRecipe onDisk = recipe(prepared);
        run.close();

        try (Run recovery = new Run("scale-1")) {
            new Scaler(recovery).undo(onDisk, soon());
        }
        isAsItWas("left", 2);
    }

    @Test
    void whatIsToBeDoneByHandScalesItBack() throws Exception {
        cluster.deploy("by-hand", 2);
        Prepared<Scale> prepared = prepare(scaler, "by-hand", 0);
        scaler.inject(prepared);

        ByHand.run(recipe(prepared).byHand(), Map.of());

        isAsItWas("by-hand", 2);
    }

    @Test
    void byHandAStatefulSetIsScaledBackAsOne() throws Exception {
        cluster.deploy("set", 1);
        Deployment like = now("set");
        cluster.client().resource(like).delete();
        Eventually.eventually("its pods are gone", Duration.ofSeconds(30), () -> cluster.pods("set")
                .isEmpty());
        StatefulSet set = new StatefulSetBuilder()
                .withNewMetadata()
                .withName("set")
                .withNamespace(cluster.namespace())
                .endMetadata()
                .withNewSpec()
                .withServiceName("set")
                .withReplicas(2)
                .withSelector(like.getSpec().getSelector())
                .withTemplate(like.getSpec().getTemplate())
                .endSpec()
                .build();
        cluster.client().resource(set).create();
        Eventually.eventually(
                "its pods are there",
                Duration.ofSeconds(30),
                () -> cluster.pods("set").size() == 2);
        Prepared<Scale> prepared = prepare(scaler, "set", 1);
        scaler.inject(prepared);
        String byHand = recipe(prepared).byHand();

        assertThat(byHand).contains(" scale statefulset/set --replicas=2");
        ByHand.run(byHand, Map.of());

        StatefulSet now = cluster.client().resource(set).get();
        assertThat(Workload.replicas(now)).isEqualTo(2);
        assertThat(Workload.annotations(now))
                .doesNotContainKeys(OwnershipLabels.RUN, OwnershipLabels.EXPIRES, OwnershipLabels.REPLICAS);
    }

    @Test
    void whatWasNeverScaledIsLeftAlone() throws Exception {
        cluster.deploy("untouched", 1);
        Prepared<Scale> prepared = prepare(scaler, "untouched", 3);
        scaler.undo(Objects.requireNonNull(prepared.undo()), soon());
        scaler.undo(
                Objects.requireNonNull(prepared.undo())
                        .with(Map.of("kind", "DEPLOYMENT", "workload", "untouched", OwnershipLabels.REPLICAS, "7")),
                soon());
        isAsItWas("untouched", 1);
    }

    @Test
    void whatIsAnotherRunsIsNeitherScaledNorScaledBack() throws Exception {
        cluster.deploy("others", 2);
        Prepared<Scale> prepared = prepare(scaler, "others", 1);
        scaler.inject(prepared);
        try (Run second = new Run("scale-2")) {
            Scaler other = new Scaler(second);
            assertThatThrownBy(() -> other.inject(prepare(other, "others", 0)))
                    .isInstanceOf(DriverException.class)
                    .hasMessage("deployment/others is scaled already by run scale-1; take that back by chaos:recover"
                            + " first");
            other.undo(recipe(prepared), soon());
            assertThat(Workload.replicas(now("others"))).isEqualTo(1);
        }
        scaler.undo(recipe(prepared), soon());
        isAsItWas("others", 2);
    }

    @Test
    void aWorkloadThatIsGoneNeedsNoUndo() throws Exception {
        cluster.deploy("deleted", 2);
        Prepared<Scale> prepared = prepare(scaler, "deleted", 1);
        scaler.inject(prepared);
        cluster.client()
                .apps()
                .deployments()
                .inNamespace(cluster.namespace())
                .withName("deleted")
                .delete();
        scaler.undo(recipe(prepared), soon());
    }

    @Test
    void aNamespaceThatIsBeingDeletedNeedsNoneEither() throws Exception {
        String where = cluster.namespace().replace("-test", "-gone-test");
        cluster.client()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(where)
                        .endMetadata()
                        .build())
                .create();
        cluster.deploy(where, "doomed", 2);
        Scale fault = new Scale(1);
        Prepared<Scale> prepared = scaler.prepare(
                KubernetesCluster.step("scaled", fault, "doomed"), fault, cluster.target("doomed", where, null));
        scaler.inject(prepared);
        cluster.client().namespaces().withName(where).delete();
        scaler.undo(recipe(prepared), soon());
    }

    @Test
    void podsThatDoNotComeAreOnlyClaimed() throws Exception {
        cluster.client()
                .resource(cluster.deployment(cluster.namespace(), "stuck", 1)
                        .editSpec()
                        .editTemplate()
                        .editSpec()
                        .withSchedulerName("nobody")
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build())
                .create();
        cluster.client()
                .pods()
                .inNamespace(cluster.namespace())
                .withLabel("app", "stuck")
                .informOnCondition(found -> found.size() == 1)
                .get(10, TimeUnit.SECONDS);
        // A quota keeps the controller from making more of them, as a full cluster would.
        cluster.client()
                .resource(new ResourceQuotaBuilder()
                        .withNewMetadata()
                        .withName("full")
                        .withNamespace(cluster.namespace())
                        .endMetadata()
                        .withNewSpec()
                        .addToHard("pods", new Quantity("1"))
                        .endSpec()
                        .build())
                .create();
        try {
            Scaler brief = new Scaler(run, Duration.ofSeconds(2));
            Prepared<Scale> prepared = prepare(brief, "stuck", 3);
            assertThat(brief.inject(prepared))
                    .isEqualTo(Evidence.claimed(
                            "1 replicas before; 3 are asked for, and within 2 s there were not so many"));
            brief.undo(recipe(prepared), soon());
            isAsItWas("stuck", 1);
        } finally {
            cluster.client()
                    .resourceQuotas()
                    .inNamespace(cluster.namespace())
                    .withName("full")
                    .delete();
        }
    }

    /** Of the least number alone: for that an autoscaler needs no metrics. */
    @Test
    void anAutoscalerThatScalesBackIsTold() throws Exception {
        cluster.deploy("autoscaled", 2);
        Prepared<Scale> prepared = prepare(scaler, "autoscaled", 1);
        assertThat(scaler.observe(prepared)).as("of what was never scaled").isSameAs(FaultDriver.NOTHING_FURTHER);
        scaler.inject(prepared);
        assertThat(scaler.observe(prepared)).isSameAs(FaultDriver.NOTHING_FURTHER);
        var autoscaler = cluster.client()
                .resource(new HorizontalPodAutoscalerBuilder()
                        .withNewMetadata()
                        .withName("autoscaled")
                        .withNamespace(cluster.namespace())
                        .endMetadata()
                        .withNewSpec()
                        .withNewScaleTargetRef("apps/v1", "Deployment", "autoscaled")
                        .withMinReplicas(3)
                        .withMaxReplicas(4)
                        .endSpec()
                        .build());
        autoscaler.create();
        try {
            cluster.client()
                    .apps()
                    .deployments()
                    .inNamespace(cluster.namespace())
                    .withName("autoscaled")
                    .waitUntilCondition(now -> Workload.replicas(now) == 3, 45, TimeUnit.SECONDS);

            assertThat(scaler.observe(prepared))
                    .isEqualTo(
                            Evidence.disturbed(
                                    "deployment/autoscaled is scaled to 3 before the end of the fault, and"
                                            + " was scaled to 1: an autoscaler (kubectl get hpa) or somebody else has changed it"));
        } finally {
            autoscaler.delete();
        }
        scaler.undo(recipe(prepared), soon());
        isAsItWas("autoscaled", 2);
    }

    @Test
    void aWorkloadThatWasDeployedAnewIsTold() throws Exception {
        cluster.deploy("anew", 2);
        Prepared<Scale> prepared = prepare(scaler, "anew", 1);
        scaler.inject(prepared);
        cluster.client().resource(now("anew")).delete();
        assertThat(scaler.observe(prepared))
                .isEqualTo(Evidence.disturbed(
                        "deployment/anew was deleted or deployed anew before the end of the fault; it"
                                + " was scaled to 1"));
    }

    @Test
    void podsOfTwoWorkloadsAreNotOneTarget() throws Exception {
        cluster.deploy("twin", 1);
        cluster.client()
                .resource(cluster.deployment(cluster.namespace(), "twin", 1)
                        .editMetadata()
                        .withName("twin-2")
                        .endMetadata()
                        .build())
                .create();
        cluster.client()
                .pods()
                .inNamespace(cluster.namespace())
                .withLabel("app", "twin")
                .informOnCondition(found -> found.size() == 2)
                .get(10, TimeUnit.SECONDS);
        assertThatThrownBy(() -> scaler.inject(prepare(scaler, "twin", 0)))
                .isInstanceOf(DriverException.class)
                .hasMessageMatching("the pods \\S+/app=twin belong to both deployment/twin\\S* and deployment/twin\\S*;"
                        + " make the selector narrower");
    }
}
