package dev.holograph.chaos.adapters.fault.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.adapters.cluster.Clusters;
import dev.holograph.chaos.adapters.cluster.RunLeases;
import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.Environment.DriverChoice;
import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.scenario.Phases;
import dev.holograph.chaos.scenario.RecoveryRule;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.fault.PodKill;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two runs never hold the same target, whatever becomes of the first. */
@ExtendWith(KubernetesCluster.Needed.class)
@Timeout(60)
class HeldLeaseTest {

    private final KubernetesCluster cluster;
    private final Run first = new Run("first-run");
    private final Run second = new Run("second-run");
    private final List<String> lost = new ArrayList<>();

    HeldLeaseTest(KubernetesCluster cluster) {
        this.cluster = cluster;
    }

    @AfterEach
    void close() throws Exception {
        first.close();
        second.close();
    }

    private HeldLease acquire(Run run, String target) throws Exception {
        HeldLease lease = lease(run, target);
        lease.acquire(lost::add);
        return lease;
    }

    private HeldLease lease(Run run, String target) throws Exception {
        return new HeldLease(Clusters.of(run).client(cluster.context()), cluster.namespace(), "chaos-" + target, run);
    }

    private Resource<Lease> lease(String target) {
        return cluster.client().leases().inNamespace(cluster.namespace()).withName("chaos-" + target);
    }

    private Instant renewed(String target) {
        return lease(target).get().getSpec().getRenewTime().toInstant();
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(5), System::nanoTime);
    }

    @Test
    void theSecondRunIsRefusedWithWhoHoldsItAndUntilWhen() throws Exception {
        HeldLease held = acquire(first, "wanted");
        Instant until = renewed("wanted").plus(HeldLease.LASTS);
        assertThatThrownBy(() -> acquire(second, "wanted"))
                .isInstanceOf(DriverException.class)
                .hasMessage("refused: another run acts on this target: the Lease " + cluster.namespace()
                        + "/chaos-wanted is held by first-run until " + until
                        + "; wait for it, or end it by chaos:abort on its machine");
        held.release(soon());
        acquire(second, "wanted").release(soon());
    }

    @Test
    void itIsGivenBackOnceAndNotTwice() throws Exception {
        HeldLease held = acquire(first, "released");
        assertThat(RunLeases.expiry(lease("released").get())).isAfter(Instant.now());
        held.release(soon());
        assertThat(lease("released").get()).isNull();
        HeldLease anothers = acquire(second, "released");
        held.release(soon());
        assertThat(lease("released").get().getSpec().getHolderIdentity()).isEqualTo("second-run");
        anothers.release(soon());
    }

    @Test
    void oneThatHasExpiredIsTakenOverAndTheFirstHolderIsTold() throws Exception {
        HeldLease held = acquire(first, "expired");
        second.later(HeldLease.LASTS.plusSeconds(1));
        HeldLease taken = acquire(second, "expired");
        assertThat(lease("expired").get().getSpec().getHolderIdentity()).isEqualTo("second-run");

        held.renew(lost::add);
        assertThat(lost).containsExactly("the Lease " + cluster.namespace() + "/chaos-expired was taken by second-run");
        held.release(soon());
        assertThat(lease("expired").get()).as("what another holds stays").isNotNull();
        taken.release(soon());
    }

    @Test
    void renewedItLastsLonger() throws Exception {
        HeldLease held = acquire(first, "renewed");
        Instant before = renewed("renewed");
        first.later(Duration.ofSeconds(25));
        held.renew(lost::add);
        assertThat(Duration.between(before, renewed("renewed"))).isGreaterThanOrEqualTo(Duration.ofSeconds(25));
        second.later(HeldLease.LASTS.plusSeconds(1));
        assertThatThrownBy(() -> acquire(second, "renewed")).hasMessageContaining("is held by first-run until");
        assertThat(lost).isEmpty();
        held.release(soon());
        held.renew(lost::add);
        assertThat(lease("renewed").get()).as("not renewed after its release").isNull();
    }

    @Test
    void itIsRenewedByItselfUntilItIsGivenBack() throws Exception {
        HeldLease held = lease(first, "lasting");
        held.acquire(lost::add, Duration.ofMillis(50));
        Instant before = renewed("lasting");
        lease("lasting")
                .waitUntilCondition(
                        now -> now.getSpec().getRenewTime().toInstant().isAfter(before), 10, TimeUnit.SECONDS);
        held.release(soon());
        assertThat(lease("lasting").get()).isNull();
        assertThat(lost).isEmpty();
    }

    @Test
    void whoHasLostItToADeletionHasItAgain() throws Exception {
        HeldLease held = acquire(first, "deleted");
        lease("deleted").delete();
        held.renew(lost::add);
        assertThat(lease("deleted").get().getSpec().getHolderIdentity()).isEqualTo("first-run");
        assertThat(lost).isEmpty();
        held.release(soon());
    }

    @Test
    void aPlanHoldsEachOfItsTargetsOnce() throws Exception {
        Plan plan = plan(first, "one", "two", "one");
        KubernetesTargetLocks claims = new KubernetesTargetLocks();
        UndoRecipe recipe = claims.recipe(plan, "claim").orElseThrow();
        claims.claim(recipe, first, lost::add);
        assertThat(lease("one").get()).isNotNull();
        assertThat(lease("two").get()).isNotNull();
        assertThat(recipe.byHand())
                .isEqualTo("nothing: the Leases " + cluster.namespace() + "/chaos-one, " + cluster.namespace()
                        + "/chaos-two expire by themselves after 30 s");
        claims.release(recipe, first, soon());
        claims.release(recipe, first, soon());
        assertThat(lease("one").get()).isNull();
        assertThat(lease("two").get()).isNull();
    }

    @Test
    void whatWasClaimedBeforeARefusalIsGivenBackAndNothingElse() throws Exception {
        HeldLease held = acquire(second, "refused");
        KubernetesTargetLocks claims = new KubernetesTargetLocks();
        UndoRecipe recipe =
                claims.recipe(plan(first, "given", "refused"), "claim").orElseThrow();
        assertThatThrownBy(() -> claims.claim(recipe, first, lost::add))
                .hasMessageContaining("chaos-refused is held by second-run");
        claims.release(recipe, first, soon());
        assertThat(lease("given").get()).isNull();
        assertThat(lease("refused").get().getSpec().getHolderIdentity()).isEqualTo("second-run");
        held.release(soon());
    }

    @Test
    void anotherProcessGivesItBackByTheRecipeAlone() throws Exception {
        KubernetesTargetLocks claims = new KubernetesTargetLocks();
        UndoRecipe recipe = claims.recipe(plan(first, "left"), "claim").orElseThrow();
        claims.claim(recipe, first, lost::add);
        first.close();
        try (Run recovery = new Run("first-run")) {
            claims.release(recipe, recovery, soon());
        }
        assertThat(lease("left").get()).isNull();
    }

    @Test
    void aPlanWithoutPodsClaimsNothing() {
        assertThat(new KubernetesTargetLocks().recipe(plan(first), "claim")).isEmpty();
    }

    private Plan plan(Run run, String... targets) {
        PodKiller killer = new PodKiller(run);
        PodKill fault = new PodKill("1", Duration.ZERO);
        List<Prepared<?>> faults = new ArrayList<>();
        Arrays.stream(targets)
                .forEach(target -> faults.add(
                        killer.prepare(KubernetesCluster.step("kill", fault, target), fault, cluster.target(target))));
        Environment environment =
                new Environment("it", "it.yaml", "It", List.of(), Map.of(), Map.of(), DriverChoice.AUTO, null);
        Scenario scenario = new Scenario(
                "it",
                "it.yaml",
                "It",
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                new Phases(Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                RecoveryRule.DEFAULT,
                null,
                List.of());
        return new Plan(run.runId(), 1, scenario, environment, faults);
    }
}
