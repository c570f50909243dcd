package dev.holograph.chaos.adapters.fault.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.adapters.cluster.Pods;
import dev.holograph.chaos.adapters.process.Eventually;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.scenario.fault.ContainerKill;
import dev.holograph.chaos.scenario.fault.ContainerKill.Signal;
import dev.holograph.chaos.scenario.fault.PodKill;
import dev.holograph.chaos.scenario.fault.RolloutRestart;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.DriverException;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The instant faults of pods, on real ones. */
@ExtendWith(KubernetesCluster.Needed.class)
@Timeout(60)
class KillsTest {

    private final KubernetesCluster cluster;
    private final Run run = new Run("kills-1");

    KillsTest(KubernetesCluster cluster) {
        this.cluster = cluster;
    }

    @AfterEach
    void close() throws Exception {
        run.close();
    }

    private Prepared<PodKill> kill(PodKiller killer, String app, String pods, Duration grace) {
        PodKill fault = new PodKill(pods, grace);
        return killer.prepare(KubernetesCluster.step("kill", fault, app), fault, cluster.target(app));
    }

    private Prepared<ContainerKill> signal(ContainerKiller killer, String app, Signal signal) {
        ContainerKill fault = new ContainerKill("1", signal);
        return killer.prepare(KubernetesCluster.step("stop", fault, app), fault, cluster.target(app));
    }

    private static List<String> uids(List<Pod> pods) {
        return pods.stream().map(Pods::uid).toList();
    }

    private void awaitReady(String app, int replicas) throws Exception {
        cluster.client()
                .pods()
                .inNamespace(cluster.namespace())
                .withLabel("app", app)
                .informOnCondition(
                        found -> found.size() == replicas && found.stream().allMatch(Pods::isReady))
                .get(30, TimeUnit.SECONDS);
    }

    @Test
    void aPodIsGoneAndAnotherComes() throws Exception {
        Map<String, String> before =
                cluster.deploy("killed", 3).stream().collect(Collectors.toMap(Pods::uid, Pods::name));
        PodKiller killer = new PodKiller(run);
        Prepared<PodKill> prepared = kill(killer, "killed", "1", Duration.ZERO);

        Evidence evidence = killer.inject(prepared);

        List<String> after = uids(cluster.pods("killed"));
        String gone =
                before.keySet().stream().filter(uid -> !after.contains(uid)).collect(Collectors.joining());
        assertThat(evidence).isEqualTo(Evidence.observed("pod " + before.get(gone) + " (uid " + gone + ") is gone"));
        assertThat(prepared.undo()).isNull();
        assertThat(prepared.description())
                .isEqualTo("1 of the pods " + cluster.namespace() + "/app=killed deleted without a grace period");

        awaitReady("killed", 3);
        Evidence seen = killer.observe(prepared);
        assertThat(seen.kind()).isEqualTo(Evidence.Kind.OBSERVED);
        assertThat(seen.notBack()).isNull();
        // Nothing orders the event of the killed pod before its successor is ready.
        Eventually.eventually("all events are told", Duration.ofSeconds(20), () -> killer.observe(prepared)
                .text()
                .matches("pod killed-[a-z0-9-]+ is new and ready \\d+ s after the fault;"
                        + " events: .*Killing \\d.*Started \\d.*"));
    }

    @Test
    void aPodThatIsNotBackIsReported() throws Exception {
        cluster.deploy("short", 2);
        PodKiller killer = new PodKiller(run);
        Prepared<PodKill> prepared = kill(killer, "short", "1", Duration.ZERO);
        String ready = "1 of the pods " + cluster.namespace() + "/app=short are ready, and 2 were before the fault";

        killer.inject(prepared);

        assertThat(killer.observe(prepared).notBack())
                .as("its successor has just begun to start")
                .startsWith(ready);
        awaitReady("short", 2);
        assertThat(killer.observe(prepared).notBack()).isNull();
        cluster.client()
                .apps()
                .deployments()
                .inNamespace(cluster.namespace())
                .withName("short")
                .scale(1);
        awaitReady("short", 1);
        assertThat(killer.observe(prepared).notBack()).isEqualTo(ready);
    }

    private Prepared<PodKill> evict(PodKiller killer, String app, String pods) {
        PodKill fault = new PodKill(pods, Duration.ZERO, PodKill.By.EVICTION);
        return killer.prepare(KubernetesCluster.step("evict", fault, app), fault, cluster.target(app));
    }

    private void budget(String app, int atLeast) {
        cluster.client()
                .resource(new PodDisruptionBudgetBuilder()
                        .withNewMetadata()
                        .withName(app)
                        .withNamespace(cluster.namespace())
                        .endMetadata()
                        .withNewSpec()
                        .withMinAvailable(new IntOrString(atLeast))
                        .withNewSelector()
                        .addToMatchLabels("app", app)
                        .endSelector()
                        .endSpec()
                        .build())
                .create();
        cluster.client()
                .policy()
                .v1()
                .podDisruptionBudget()
                .inNamespace(cluster.namespace())
                .withName(app)
                .waitUntilCondition(
                        now -> now.getStatus() != null
                                && now.getStatus().getCurrentHealthy() != null
                                && now.getStatus().getCurrentHealthy() == 2,
                        30,
                        TimeUnit.SECONDS);
    }

    @Test
    void anEvictionThatTheBudgetAllowsIsOne() throws Exception {
        List<String> before = uids(cluster.deploy("evicted", 2));
        budget("evicted", 1);
        PodKiller killer = new PodKiller(run);
        Prepared<PodKill> prepared = evict(killer, "evicted", "1");

        assertThat(prepared.description()).contains(" evicted without a grace period");
        assertThat(killer.preflight(prepared).problems()).isEmpty();
        assertThat(killer.inject(prepared).text()).matches("pod \\S+ \\(uid \\S+\\) is gone");
        assertThat(uids(cluster.pods("evicted"))).doesNotContainSequence(before);
    }

    /** The system under test protects itself: nothing was proven, and nobody is told to try again later. */
    @Test
    void anEvictionThatTheBudgetRefusesIsTold() throws Exception {
        List<String> before = uids(cluster.deploy("budgeted", 2));
        budget("budgeted", 2);
        PodKiller killer = new PodKiller(run);

        assertThatThrownBy(() -> killer.inject(evict(killer, "budgeted", "1")))
                .isInstanceOf(DriverException.class)
                .hasMessageMatching("pod budgeted-\\S+ cannot be evicted: a PodDisruptionBudget refuses it \\(429\\):"
                        + " The disruption budget budgeted needs 2 healthy pods and has 2 currently");
        assertThat(uids(cluster.pods("budgeted"))).containsExactlyInAnyOrderElementsOf(before);
    }

    /** The budget that is left is for one: the first is gone. */
    @Test
    void whatWasEvictedBeforeTheRefusalIsTold() throws Exception {
        cluster.deploy("half-budgeted", 2);
        budget("half-budgeted", 1);
        PodKiller killer = new PodKiller(run);

        assertThatThrownBy(() -> killer.inject(evict(killer, "half-budgeted", "100%")))
                .hasMessageMatching(
                        "pod \\S+ cannot be evicted, after 1 of 2 were: a PodDisruptionBudget refuses it.*");
    }

    @Test
    void aQuotaThatKeepsAPodFromComingBackIsNamed() throws Exception {
        cluster.deploy("crowded", 2);
        PodKiller killer = new PodKiller(run);
        Prepared<PodKill> prepared = kill(killer, "crowded", "1", Duration.ZERO);
        var quota = cluster.client()
                .resource(new ResourceQuotaBuilder()
                        .withNewMetadata()
                        .withName("crowded")
                        .withNamespace(cluster.namespace())
                        .endMetadata()
                        .withNewSpec()
                        .addToHard("pods", new Quantity("1"))
                        .endSpec()
                        .build());
        quota.create();
        try {
            quota.waitUntilCondition(
                    now -> now.getStatus() != null && now.getStatus().getHard() != null, 30, TimeUnit.SECONDS);
            killer.inject(prepared);

            Eventually.eventually("the cause is told", Duration.ofSeconds(30), () -> {
                String notBack = killer.observe(prepared).notBack();
                return notBack != null
                        && notBack.startsWith(
                                "1 of the pods " + cluster.namespace() + "/app=crowded are ready, and 2 were"
                                        + " before the fault; the cluster says: FailedCreate: Error creating: pods \"crowded-")
                        && notBack.contains("exceeded quota: crowded");
            });
        } finally {
            quota.delete();
        }
    }

    @Test
    void aShareOfThemWithTheirGrace() throws Exception {
        cluster.deploy("halved", 2);
        PodKiller killer = new PodKiller(run);
        Prepared<PodKill> prepared = kill(killer, "halved", "100%", Duration.ofSeconds(1));

        Evidence evidence = killer.inject(prepared);

        assertThat(evidence.text()).matches("pod \\S+ \\(uid \\S+\\), pod \\S+ \\(uid \\S+\\) are gone");
        assertThat(prepared.description()).endsWith("deleted with a grace period of 1s");
    }

    @Test
    void theSameSeedChoosesTheSamePods() throws Exception {
        cluster.deploy("chosen", 3);
        Pods pods = Pods.of(run, cluster.target("chosen"));
        List<List<String>> first = new ArrayList<>();
        List<List<String>> second = new ArrayList<>();
        PodSelection victims = new PodSelection(run);
        PodSelection again = new PodSelection(run);
        for (int i = 0; i < 8; i++) {
            first.add(uids(victims.choose(pods, "kill", "2")));
            second.add(uids(again.choose(pods, "kill", "2")));
        }
        assertThat(first).isEqualTo(second);
        assertThat(Set.copyOf(first))
                .as("a fault that is repeated does not always choose the same")
                .hasSizeGreaterThan(1);
    }

    @Test
    void whereNoPodIsThereIsNothingToKill() {
        PodKiller killer = new PodKiller(run);
        assertThatThrownBy(() -> killer.inject(kill(killer, "nobody", "1", Duration.ZERO)))
                .isInstanceOf(DriverException.class)
                .hasMessage("no pod matches " + cluster.namespace() + "/app=nobody: there is nothing to kill");
    }

    @Test
    void aPodThatSomethingHoldsIsToldInTime() throws Exception {
        Pod held = cluster.deploy("held", 1).get(0);
        var resource = cluster.client().pods().inNamespace(cluster.namespace()).withName(Pods.name(held));
        finalizers(resource, "\"example.org/held\"");
        try {
            PodKiller killer = new PodKiller(run, Duration.ofSeconds(2));
            assertThatThrownBy(() -> killer.inject(kill(killer, "held", "1", Duration.ZERO)))
                    .isInstanceOf(DriverException.class)
                    .hasMessage("pod " + Pods.name(held)
                            + " was deleted, and is still there after 2 s; something holds it, see its finalizers");
        } finally {
            finalizers(resource, "");
        }
    }

    /** By a patch, which the kubelet's own changes of the pod do not hinder. */
    private static void finalizers(PodResource pod, String finalizers) {
        pod.patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"finalizers\":[" + finalizers + "]}}");
    }

    /** It can come at any moment of the deletion and of the wait: tried more than once. */
    @RepeatedTest(5)
    void anInterruptIsHeededWhileItWaits(RepetitionInfo repetition) throws Exception {
        String app = "interrupted-" + repetition.getCurrentRepetition();
        Pod held = cluster.deploy(app, 1).get(0);
        var resource = cluster.client().pods().inNamespace(cluster.namespace()).withName(Pods.name(held));
        finalizers(resource, "\"example.org/held\"");
        try {
            PodKiller killer = new PodKiller(run);
            CompletableFuture<Throwable> failure = new CompletableFuture<>();
            Thread thread = new Thread(() -> {
                try {
                    killer.inject(kill(killer, app, "1", Duration.ZERO));
                    failure.complete(new AssertionError("it went on"));
                } catch (Exception e) {
                    failure.complete(e);
                }
            });
            thread.start();
            resource.waitUntilCondition(pod -> pod.getMetadata().getDeletionTimestamp() != null, 10, TimeUnit.SECONDS);
            thread.interrupt();
            assertThat(failure.get(1, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        } finally {
            finalizers(resource, "");
        }
    }

    @Test
    void aFirstProcessThatHandlesTheSignalEndsAndItsContainerIsStartedAgain() throws Exception {
        Pod before = cluster.deploy("handler", 1).get(0);
        ContainerKiller killer = new ContainerKiller(run);
        Prepared<ContainerKill> prepared = signal(killer, "handler", Signal.TERM);

        Evidence evidence = killer.inject(prepared);

        assertThat(evidence).isEqualTo(Evidence.observed("a container ended in " + Pods.name(before)));
        assertThat(prepared.description())
                .isEqualTo("SIGTERM to the first container in 1 of the pods " + cluster.namespace() + "/app=handler");
        awaitReady("handler", 1);
        assertThat(uids(cluster.pods("handler"))).as("the pod stays").containsExactly(Pods.uid(before));
        assertThat(killer.observe(prepared).text())
                .startsWith("pod " + Pods.name(before) + ": times its containers were started again: 1 and ready ");
    }

    @Test
    void aNativeSidecarIsAContainerToo() throws Exception {
        var deployment = cluster.deployment(cluster.namespace(), "with-sidecar", 1);
        var main = deployment
                .build()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0);
        cluster.client()
                .resource(deployment
                        .editSpec()
                        .editTemplate()
                        .editSpec()
                        .addNewInitContainer()
                        .withName("sidecar")
                        .withImage(main.getImage())
                        .withImagePullPolicy(main.getImagePullPolicy())
                        .withCommand("redis-server", "--port", "7001")
                        .withRestartPolicy("Always")
                        .endInitContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build())
                .create();
        awaitReady("with-sidecar", 1);
        Pod before = cluster.pods("with-sidecar").get(0);
        ContainerKiller killer = new ContainerKiller(run);
        ContainerKill fault = new ContainerKill("1", Signal.TERM);
        Prepared<ContainerKill> prepared = killer.prepare(
                KubernetesCluster.step("stop", fault, "with-sidecar"),
                fault,
                cluster.target("with-sidecar", cluster.namespace(), "sidecar"));

        assertThat(killer.preflight(prepared).problems()).isEmpty();
        assertThat(killer.inject(prepared)).isEqualTo(Evidence.observed("a container ended in " + Pods.name(before)));
        cluster.client()
                .pods()
                .inNamespace(cluster.namespace())
                .withLabel("app", "with-sidecar")
                .informOnCondition(found -> found.stream().anyMatch(pod -> Pods.restarts(pod) == 1))
                .get(30, TimeUnit.SECONDS);
        assertThat(killer.observe(prepared).text()).contains("times its containers were started again: 1");
    }

    @Test
    void bySigkillEveryProcessButTheFirstIsKilled() throws Exception {
        Pod before = cluster.deploy("parent", 1, "sh", "-c", "redis-server --port 7000 & wait")
                .get(0);
        ContainerKiller killer = new ContainerKiller(run);

        Evidence evidence = killer.inject(signal(killer, "parent", Signal.KILL));

        assertThat(evidence).isEqualTo(Evidence.observed("a container ended in " + Pods.name(before)));
    }

    @Test
    void aFirstProcessWithoutAHandlerIsNoEvidence() throws Exception {
        cluster.deploy("deaf", 1, "sh", "-c", "while :; do sleep 1; done");
        ContainerKiller killer = new ContainerKiller(run, Duration.ofSeconds(3));
        Prepared<ContainerKill> prepared = signal(killer, "deaf", Signal.TERM);

        assertThat(killer.inject(prepared))
                .isEqualTo(Evidence.none("no container ended within 3 s of SIGTERM: a first process without a handler"
                        + " for it ignores it"));
        assertThat(killer.observe(prepared).kind()).isEqualTo(Evidence.Kind.NONE);
    }

    @Test
    void aContainerWithoutAShellIsTold() throws Exception {
        deployWithoutAPath("shell-less");
        ContainerKiller killer = new ContainerKiller(run);
        assertThatThrownBy(() -> killer.inject(signal(killer, "shell-less", Signal.TERM)))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("the container needs a shell with kill for container-kill");
    }

    /** The image has a shell, which is not found without a PATH. */
    private void deployWithoutAPath(String app) throws Exception {
        cluster.client()
                .resource(cluster.deployment(cluster.namespace(), app, 1)
                        .editSpec()
                        .editTemplate()
                        .editSpec()
                        .editFirstContainer()
                        .withCommand("/bin/sleep", "600")
                        .addNewEnv()
                        .withName("PATH")
                        .withValue("/nowhere")
                        .endEnv()
                        .endContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build())
                .create();
        awaitReady(app, 1);
    }

    @Test
    void aRolloutReplacesEveryPod() throws Exception {
        List<String> before = uids(cluster.deploy("rolled", 2));
        RolloutRestarter restarter = new RolloutRestarter(run);
        RolloutRestart fault = new RolloutRestart();
        Prepared<RolloutRestart> prepared =
                restarter.prepare(KubernetesCluster.step("roll", fault, "rolled"), fault, cluster.target("rolled"));

        Evidence evidence = restarter.inject(prepared);

        assertThat(evidence).isEqualTo(Evidence.observed("deployment/rolled has begun to replace its 2 pods"));
        cluster.client()
                .pods()
                .inNamespace(cluster.namespace())
                .withLabel("app", "rolled")
                .informOnCondition(found -> found.size() == 2
                        && found.stream().allMatch(pod -> Pods.isReady(pod) && !before.contains(Pods.uid(pod))))
                .get(30, TimeUnit.SECONDS);
        assertThat(restarter.observe(prepared).text())
                .matches("pod \\S+ is new and ready \\d+ s after the fault; pod \\S+ is new and ready \\d+ s after the"
                        + " fault; events: .*");
    }

    @Test
    void nothingKilledNothingSeen() {
        PodKiller killer = new PodKiller(run);
        ContainerKiller containers = new ContainerKiller(run);
        assertThat(killer.observe(kill(killer, "killed", "1", Duration.ZERO)))
                .isEqualTo(Evidence.none("nothing was killed"));
        assertThat(containers.observe(signal(containers, "killed", Signal.TERM)))
                .isEqualTo(Evidence.none("nothing was killed"));
    }
}
