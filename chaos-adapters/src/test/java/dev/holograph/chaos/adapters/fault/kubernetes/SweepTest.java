package dev.holograph.chaos.adapters.fault.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.cluster.Clusters;
import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.Environment.DriverChoice;
import dev.holograph.chaos.plan.Guard;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.scenario.Direction;
import dev.holograph.chaos.scenario.fault.NetworkPolicy;
import dev.holograph.chaos.scenario.fault.Scale;
import dev.holograph.chaos.spi.Check;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What runs that have died left in a namespace is found by its marks alone. */
@ExtendWith(KubernetesCluster.Needed.class)
@Timeout(60)
class SweepTest {

    private final KubernetesCluster cluster;
    private final String where;

    SweepTest(KubernetesCluster cluster) {
        this.cluster = cluster;
        this.where = cluster.namespace().replace("-test", "-sweep-test");
    }

    private Environment environment() {
        Guard guard = new Guard(
                cluster.context(), List.of(where), null, 1, 100, false, false, Set.of(), KubernetesCluster.HERE);
        return new Environment("it", "it.yaml", "It", List.of(), Map.of(), Map.of(), DriverChoice.AUTO, guard);
    }

    private int replicas(String app) {
        return Workload.replicas(cluster.client()
                .apps()
                .deployments()
                .inNamespace(where)
                .withName(app)
                .get());
    }

    private List<String> policies() {
        return cluster.client().network().v1().networkPolicies().inNamespace(where).list().getItems().stream()
                .map(policy -> policy.getMetadata().getName())
                .toList();
    }

    private Check leftovers(Run by) throws Exception {
        return new KubernetesDriverProvider()
                .checks(environment(), by).stream()
                        .filter(check -> check.name().startsWith("leftovers"))
                        .findFirst()
                        .orElseThrow();
    }

    /** Scales an app, cuts it off, and holds a Lease. */
    private void breakSomething(Run run, String app) throws Exception {
        Scaler scaler = new Scaler(run);
        Scale scale = new Scale(1);
        TargetSpec target = cluster.target(app, where, null);
        scaler.inject(scaler.prepare(KubernetesCluster.step("scaled", scale, app), scale, target));
        NetworkCutter cutter = new NetworkCutter(run);
        NetworkPolicy cut = new NetworkPolicy(app, Direction.BOTH);
        cutter.inject(cutter.prepare(KubernetesCluster.step("cut", cut, app), cut, target, Map.of(app, target)));
        new HeldLease(Clusters.of(run).client(cluster.context()), where, "chaos-" + app, run).acquire(why -> {});
    }

    @Test
    void whatTheDeadHaveLeftIsTakenBackAndWhatTheLivingHoldStays() throws Exception {
        cluster.client()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(where)
                        .endMetadata()
                        .build())
                .create();
        try (Run dead = new Run("dead-run");
                Run alive = new Run("alive-run");
                Run sweeper = new Run("sweeper")) {
            cluster.deploy(where, "abandoned", 2);
            cluster.deploy(where, "held", 2);
            breakSomething(dead, "abandoned");
            alive.later(HeldLease.LASTS.plusSeconds(5));
            breakSomething(alive, "held");
            sweeper.later(HeldLease.LASTS.plusSeconds(1));

            assertThat(leftovers(sweeper))
                    .isEqualTo(Check.warn(
                            "leftovers in " + where,
                            "left by runs that have died: NetworkPolicy " + where + "/chaos-dead-run-cut, Deployment "
                                    + where + "/abandoned, Lease " + where + "/chaos-abandoned",
                            "mvn chaos:recover -Dchaos.environment=it"));
            assertThat(replicas("abandoned")).as("the doctor touches nothing").isEqualTo(1);

            List<String> told = new ArrayList<>();
            new KubernetesDriverProvider().sweep(environment(), sweeper, Set.of(), told::add);

            String tail = " was left by a run that has died, and is taken back";
            assertThat(told)
                    .containsExactly(
                            "NetworkPolicy " + where + "/chaos-dead-run-cut" + tail,
                            "Deployment " + where + "/abandoned" + tail,
                            "Lease " + where + "/chaos-abandoned" + tail);
            assertThat(replicas("abandoned")).isEqualTo(2);
            assertThat(replicas("held")).isEqualTo(1);
            assertThat(policies()).containsExactly("chaos-alive-run-cut");

            told.clear();
            new KubernetesDriverProvider().sweep(environment(), sweeper, Set.of(), told::add);
            assertThat(told).as("a second time nothing is left").isEmpty();
            assertThat(leftovers(sweeper).state()).isEqualTo(Check.State.OK);
        } finally {
            cluster.client().namespaces().withName(where).delete();
        }
    }
}
