package dev.holograph.chaos.adapters.fault.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.adapters.cluster.OwnershipLabels;
import dev.holograph.chaos.plan.Permission;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.scenario.Direction;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.Deadline;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The policy is there while the fault is on, and gone afterwards. */
@ExtendWith(KubernetesCluster.Needed.class)
@Timeout(60)
class NetworkCutterTest {

    private final KubernetesCluster cluster;
    private final Run run = new Run("Cut-1");
    private final NetworkCutter cutter = new NetworkCutter(run);

    NetworkCutterTest(KubernetesCluster cluster) {
        this.cluster = cluster;
    }

    @AfterEach
    void close() throws Exception {
        run.close();
    }

    private Prepared<dev.holograph.chaos.scenario.fault.NetworkPolicy> prepare(String step) {
        return prepare(step, Map.of("cache", cluster.target("cache"), "front", cluster.target("front")));
    }

    private Prepared<dev.holograph.chaos.scenario.fault.NetworkPolicy> prepare(
            String step, Map<String, TargetSpec> targets) {
        var fault = new dev.holograph.chaos.scenario.fault.NetworkPolicy("cache", Direction.BOTH);
        return cutter.prepare(KubernetesCluster.step(step, fault, "front"), fault, cluster.target("front"), targets);
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(10), System::nanoTime);
    }

    private static UndoRecipe recipe(Prepared<?> prepared) {
        return Objects.requireNonNull(prepared.undo());
    }

    private List<NetworkPolicy> policies() {
        return policiesOf("Cut-1");
    }

    private List<NetworkPolicy> policiesOf(String runId) {
        return cluster.client()
                .network()
                .v1()
                .networkPolicies()
                .inNamespace(cluster.namespace())
                .withLabel(OwnershipLabels.RUN, runId)
                .list()
                .getItems();
    }

    @Test
    void thePolicyIsMadeAndDeleted() throws Exception {
        String address = cluster.deploy("cache", 1).get(0).getStatus().getPodIP();
        var prepared = prepare("cut");

        Evidence evidence = cutter.inject(prepared);

        assertThat(evidence)
                .isEqualTo(Evidence.claimed("NetworkPolicy chaos-cut-1-cut is there, for 1 addresses of the peer;"
                        + " whether the cluster enforces it, an effect: objective or a probe must show"));
        NetworkPolicy policy = policies().get(0);
        assertThat(policy.getMetadata().getLabels())
                .isEqualTo(Map.of("app.kubernetes.io/managed-by", "chaos-maven-plugin", OwnershipLabels.RUN, "Cut-1"));
        assertThat(policy.getMetadata().getAnnotations()).containsKey(OwnershipLabels.EXPIRES);
        assertThat(policy.getSpec().getIngress().get(0).getFrom().stream()
                        .filter(from -> from.getIpBlock() != null)
                        .flatMap(from -> from.getIpBlock().getExcept().stream()))
                .containsExactly(address + "/32");

        cutter.undo(recipe(prepared), soon());
        assertThat(policies()).isEmpty();
        cutter.undo(recipe(prepared), soon());
    }

    @Test
    void anotherProcessDeletesItByTheRecipeAlone() throws Exception {
        var prepared = prepare("left");
        cutter.inject(prepared);
        run.close();
        try (Run recovery = new Run("Cut-1")) {
            new NetworkCutter(recovery).undo(recipe(prepared), soon());
        }
        assertThat(policies()).isEmpty();
        assertThat(recipe(prepared).byHand())
                .isEqualTo(
                        "kubectl --context " + cluster.context() + " -n " + cluster.namespace()
                                + " delete networkpolicy -l app.kubernetes.io/managed-by=chaos-maven-plugin,chaos.holograph.dev/run=Cut-1");
    }

    /** By hand only this run's policy goes: other runs share the cluster. */
    @Test
    void whatIsSaidToDoByHandTouchesNoOtherRun() throws Exception {
        var prepared = prepare("mine");
        cutter.inject(prepared);
        try (Run other = new Run("Other-1")) {
            NetworkCutter theirs = new NetworkCutter(other);
            var fault = new dev.holograph.chaos.scenario.fault.NetworkPolicy("cache", Direction.BOTH);
            var foreign = theirs.prepare(
                    KubernetesCluster.step("theirs", fault, "front"),
                    fault,
                    cluster.target("front"),
                    Map.of("cache", cluster.target("cache"), "front", cluster.target("front")));
            theirs.inject(foreign);
            Process kubectl = new ProcessBuilder("sh", "-c", recipe(prepared).byHand())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(kubectl.waitFor()).as(said).isZero();
            assertThat(policies()).isEmpty();
            assertThat(policiesOf("Other-1")).hasSize(1);
            theirs.undo(recipe(foreign), soon());
        }
        assertThat(policies()).isEmpty();
    }

    @Test
    void whatWasNeverMadeNeedsNoUndo() throws Exception {
        cutter.undo(recipe(prepare("never")), soon());
        assertThat(policies()).isEmpty();
    }

    @Test
    void aStepMayBeCalledAnything() throws Exception {
        var first = prepare("Cut the cache!");
        var second = prepare("cut the cache?");
        cutter.inject(first);
        cutter.inject(second);
        assertThat(policies()).hasSize(2);
        cutter.undo(recipe(first), soon());
        assertThat(policies()).hasSize(1);
        cutter.undo(recipe(second), soon());
        assertThat(policies()).isEmpty();
    }

    @Test
    void aPolicyThatSomethingHoldsIsToldInsteadOfCalledUndone() throws Exception {
        var prepared = prepare("held");
        cutter.inject(prepared);
        var resource = cluster.client()
                .network()
                .v1()
                .networkPolicies()
                .inNamespace(cluster.namespace())
                .withName("chaos-cut-1-held");
        resource.edit(policy -> {
            policy.getMetadata().setFinalizers(List.of("example.org/held"));
            return policy;
        });
        try {
            assertThatThrownBy(() -> cutter.undo(recipe(prepared), soon()))
                    .hasMessage("NetworkPolicy chaos-cut-1-held cannot be deleted: it is still there; something holds"
                            + " it, see its finalizers");
        } finally {
            resource.edit(policy -> {
                policy.getMetadata().setFinalizers(List.of());
                return policy;
            });
        }
        cutter.undo(recipe(prepared), soon());
        assertThat(policies()).isEmpty();
    }

    @Test
    void aPeerWithoutPodsIsRefusedInThePlan() {
        assertThatThrownBy(() -> prepare("cut", Map.of("front", cluster.target("front"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("peer 'cache' is no target with kubernetes: { namespace: …, selector: … } in this"
                        + " environment; targets: front");
    }

    @Test
    void aPeerInAnotherNamespaceNeedsARightThere() {
        var prepared = prepare("cut", Map.of("cache", cluster.target("cache", "elsewhere", null)));
        assertThat(prepared.permissions())
                .contains(new Permission("list", "", "pods", "elsewhere"))
                .contains(new Permission("create", "networking.k8s.io", "networkpolicies", cluster.namespace()));
        assertThat(prepare("cut").permissions()).doesNotContain(new Permission("list", "", "pods", "elsewhere"));
    }
}
