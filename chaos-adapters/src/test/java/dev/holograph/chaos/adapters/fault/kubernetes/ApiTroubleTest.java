package dev.holograph.chaos.adapters.fault.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.adapters.cluster.Clusters;
import dev.holograph.chaos.adapters.cluster.PodWatch;
import dev.holograph.chaos.adapters.cluster.Pods;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.scenario.fault.PodKill;
import dev.holograph.chaos.scenario.fault.RolloutRestart;
import dev.holograph.chaos.scenario.fault.Scale;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** When the API server itself is in trouble, what was changed is changed back, or it is told in time that it was not. */
@ExtendWith(KubernetesCluster.Needed.class)
@Timeout(60)
class ApiTroubleTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    @TempDir
    private Path folder;

    private final KubernetesCluster cluster;
    private final String app = "troubled-" + NUMBER.incrementAndGet();
    private Forwarder forwarder;
    private Run run;

    ApiTroubleTest(KubernetesCluster cluster) {
        this.cluster = cluster;
    }

    @BeforeEach
    void begin() throws Exception {
        forwarder = new Forwarder(cluster.client().getConfiguration().getMasterUrl());
        run = run(Kubeconfigs.through(cluster, forwarder.url()));
    }

    @AfterEach
    void close() throws Exception {
        run.close();
        forwarder.close();
    }

    private Run run(String kubeconfig) throws IOException {
        Path file = Files.writeString(Files.createTempFile(folder, "kube", "config"), kubeconfig);
        return new Run(app, Map.of(Clusters.KUBECONFIG, file.toString()));
    }

    private static Deadline in(int seconds) {
        return Deadline.in(Duration.ofSeconds(seconds), System::nanoTime);
    }

    /** Scales the app by this run, from 2 to 1. */
    private UndoRecipe scale(Run by) throws Exception {
        cluster.deploy(app, 2);
        Scaler scaler = new Scaler(by);
        Scale fault = new Scale(1);
        var prepared = scaler.prepare(KubernetesCluster.step("scaled", fault, app), fault, cluster.target(app));
        assertThat(scaler.inject(prepared).text()).endsWith("there are 1 pods now");
        return Objects.requireNonNull(prepared.undo()).with(by.remembered("scaled"));
    }

    private int replicas() {
        return Workload.replicas(cluster.client()
                .apps()
                .deployments()
                .inNamespace(cluster.namespace())
                .withName(app)
                .get());
    }

    private HeldLease lease(Run by) throws Exception {
        return new HeldLease(Clusters.of(by).client(cluster.context()), cluster.namespace(), "chaos-" + app, by);
    }

    private static <T> CompletableFuture<T> async(Callable<T> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        new Thread(() -> {
                    try {
                        result.complete(call.call());
                    } catch (Exception e) {
                        result.completeExceptionally(e);
                    }
                })
                .start();
        return result;
    }

    private static Duration time(Runnable what) {
        long began = System.nanoTime();
        what.run();
        return Duration.ofNanos(System.nanoTime() - began);
    }

    @Test
    void anUndoOutlastsASilenceOfTheApiServer() throws Exception {
        List<String> lost = new ArrayList<>();
        HeldLease lease = lease(run);
        lease.acquire(lost::add);
        UndoRecipe recipe = scale(run);
        forwarder.goDark();
        CompletableFuture<Boolean> undone = async(() -> {
            new Scaler(run).undo(recipe, in(30));
            return true;
        });
        // Longer than many tries: they have failed when the light comes back.
        assertThatThrownBy(() -> undone.get(20, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(replicas()).isEqualTo(1);
        forwarder.goLight();
        assertThat(undone.get(5, TimeUnit.SECONDS)).isTrue();
        assertThat(replicas()).isEqualTo(2);
        lease.release(in(5));
        assertThat(lost).as("the Lease lasts longer than the silence").isEmpty();
        assertThat(cluster.client()
                        .leases()
                        .inNamespace(cluster.namespace())
                        .withName("chaos-" + app)
                        .get())
                .isNull();
    }

    @Test
    void aRunIsClosedInTimeWhileTheApiServerIsSilent() throws Exception {
        cluster.deploy(app, 1);
        Run silent = run(Kubeconfigs.through(cluster, forwarder.url()));
        Pods pods = Pods.of(silent, cluster.target(app));
        // One watch that has just been given up, and one that goes on.
        assertThat(PodWatch.await(pods, found -> found.size() == 7, in(1))).isFalse();
        CompletableFuture<Boolean> watch = async(() -> PodWatch.await(pods, found -> found.size() == 7, in(30)));
        awaitTraffic();
        forwarder.goDark();
        assertThat(time(() -> assertThatCode(silent::close).doesNotThrowAnyException()))
                .isLessThan(Duration.ofSeconds(2));
        watch.cancel(true);
    }

    @Test
    void anUndoInALastingSilenceEndsWithItsDeadline() throws Exception {
        UndoRecipe recipe = scale(run);
        forwarder.goDark();
        Duration took = time(() -> assertThatThrownBy(() -> new Scaler(run).undo(recipe, in(4)))
                .isInstanceOf(DriverException.class)
                .hasMessageStartingWith(
                        "deployment/" + app + " cannot be scaled back to 2: the API server cannot be reached: "));
        assertThat(took).isBetween(Duration.ofMillis(3900), Duration.ofSeconds(5));
    }

    @Test
    void anUndoWithoutAnApiServerEndsWithItsDeadline() throws Exception {
        UndoRecipe recipe = scale(run);
        forwarder.close();
        Duration took = time(() -> assertThatThrownBy(() -> new Scaler(run).undo(recipe, in(2)))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("the API server cannot be reached: ")
                .hasMessageContaining("Connection refused"));
        assertThat(took).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void connectionsThatBreakDuringTheUndoAreMadeAgain() throws Exception {
        UndoRecipe recipe = scale(run);
        forwarder.drop();
        new Scaler(run).undo(recipe, in(10));
        assertThat(replicas()).isEqualTo(2);
    }

    @Test
    void errorsThatPassAreSatOut() throws Exception {
        try (MoodyApiServer moody = moody();
                Run through = run(Kubeconfigs.of(cluster, moody.url(), "any"))) {
            UndoRecipe recipe = scale(run);
            moody.answerNext(503, 429, 409, 500, 503);
            new Scaler(through).undo(recipe, in(10));
            assertThat(replicas()).isEqualTo(2);
            assertThat(moody.log)
                    .startsWith("GET 503", "GET 429", "GET 409", "GET 500", "GET 503", "GET 200")
                    .endsWith("PATCH 200");
        }
    }

    @Test
    void anErrorThatDoesNotPassIsToldAtOnce() throws Exception {
        try (MoodyApiServer moody = moody();
                Run through = run(Kubeconfigs.of(cluster, moody.url(), "any"))) {
            UndoRecipe recipe = scale(run);
            moody.answerNext(403);
            assertThatThrownBy(() -> new Scaler(through).undo(recipe, in(10)))
                    .hasMessage("deployment/" + app + " cannot be scaled back to 2: not allowed (403): in a mood;"
                            + " grant it by a Role, see docs/guide/kubernetes.md");
            moody.answerNext(Stream.generate(() -> 429).limit(50).toArray(Integer[]::new));
            assertThatThrownBy(() -> new Scaler(through).undo(recipe, in(1)))
                    .hasMessage("deployment/" + app + " cannot be scaled back to 2: the API server has too many"
                            + " requests (429); try again later");
        }
    }

    /** The API server has done it, and its answer never came: what is there counts. */
    @Test
    void whatWasDoneWithoutAnAnswerIsNotDenied() throws Exception {
        Set<String> before = cluster.deploy(app, 2).stream().map(Pods::uid).collect(Collectors.toSet());
        try (MoodyApiServer moody = moody();
                Run through = run(Kubeconfigs.of(cluster, moody.url(), "any"))) {
            moody.loseAnswersTo("DELETE");
            PodKiller killer = new PodKiller(through);
            PodKill fault = new PodKill("1", Duration.ZERO);
            assertThat(killer.inject(killer.prepare(
                                    KubernetesCluster.step("kill", fault, app), fault, cluster.target(app)))
                            .text())
                    .endsWith(" is gone");

            moody.loseAnswersTo("PATCH");
            RolloutRestarter restarter = new RolloutRestarter(through);
            RolloutRestart restart = new RolloutRestart();
            assertThat(restarter
                            .inject(restarter.prepare(
                                    KubernetesCluster.step("restart", restart, app), restart, cluster.target(app)))
                            .text())
                    .contains("has begun to replace its");
        }
        assertThat(before).hasSize(2);
    }

    @Test
    void whatWasNotDoneIsDeniedAfterALook() throws Exception {
        cluster.deploy(app, 1);
        try (MoodyApiServer moody = moody();
                Run through = run(Kubeconfigs.of(cluster, moody.url(), "any"))) {
            moody.refuse("DELETE");
            PodKiller killer = new PodKiller(through);
            PodKill fault = new PodKill("1", Duration.ZERO);
            assertThatThrownBy(() -> killer.inject(
                            killer.prepare(KubernetesCluster.step("kill", fault, app), fault, cluster.target(app))))
                    .hasMessageEndingWith(
                            "the API server answered 500: in a mood; a look showed that nothing has" + " changed");
            moody.refuse("PATCH");
            Scaler scaler = new Scaler(through);
            Scale scale = new Scale(0);
            assertThatThrownBy(() -> scaler.inject(
                            scaler.prepare(KubernetesCluster.step("scale", scale, app), scale, cluster.target(app))))
                    .hasMessageEndingWith("in a mood; a look showed that nothing has changed");
        }
    }

    private MoodyApiServer moody() throws Exception {
        return new MoodyApiServer(
                cluster.client().getConfiguration().getMasterUrl(), cluster.adminToken("admin-" + app));
    }

    @Test
    void aWatchThatEndsIsTakenUpAgain() throws Exception {
        cluster.deploy(app, 1);
        Pods pods = Pods.of(run, cluster.target(app));
        CompletableFuture<Boolean> seen = async(() -> PodWatch.await(pods, found -> found.size() == 3, in(20)));
        awaitTraffic();
        forwarder.drop();
        cluster.client()
                .apps()
                .deployments()
                .inNamespace(cluster.namespace())
                .withName(app)
                .scale(3);
        assertThat(seen.get(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aWatchThatFindsNothingEndsInTime() throws Exception {
        cluster.deploy(app, 1);
        Pods pods = Pods.of(run, cluster.target(app));
        assertThat(PodWatch.await(pods, found -> found.size() == 7, in(1))).isFalse();
    }

    @Test
    void anInterruptIsHeededInTheSilence() throws Exception {
        cluster.deploy(app, 1);
        PodKiller killer = new PodKiller(run);
        PodKill fault = new PodKill("1", Duration.ZERO);
        var prepared = killer.prepare(KubernetesCluster.step("kill", fault, app), fault, cluster.target(app));
        killer.preflight(prepared);
        forwarder.goDark();
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                killer.inject(prepared);
                failure.complete(new AssertionError("it went on"));
            } catch (Exception e) {
                failure.complete(e);
            }
        });
        thread.start();
        awaitWaiting(thread);
        thread.interrupt();
        assertThat(failure.get(1, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    }

    @Test
    void aLeaseIsGivenUpInTimeAlsoWhileARenewalWaits() throws Exception {
        List<String> lost = new ArrayList<>();
        HeldLease lease = lease(run);
        lease.acquire(lost::add, Duration.ofMillis(50));
        forwarder.goDark();
        run.later(HeldLease.LASTS.plusSeconds(1));
        TimeUnit.MILLISECONDS.sleep(500); // so that a renewal is under way, and gets no answer
        Duration took = time(() -> assertThatThrownBy(() -> lease.release(in(2)))
                .hasMessageContaining("the Lease " + cluster.namespace() + "/chaos-" + app
                        + " cannot be given back; it expires by itself: "));
        assertThat(took).isLessThan(Duration.ofSeconds(3));
        assertThat(lost).isEmpty();
    }

    @Test
    void aLeaseThatCannotBeRenewedIsToldAsLost() throws Exception {
        List<String> lost = new ArrayList<>();
        HeldLease lease = lease(run);
        lease.acquire(lost::add);
        forwarder.close();
        lease.renew(lost::add);
        assertThat(lost).as("it lasts a while").isEmpty();
        run.later(HeldLease.LASTS.plusSeconds(1));
        lease.renew(lost::add);
        assertThat(lost)
                .singleElement()
                .asString()
                .startsWith("the Lease " + cluster.namespace() + "/chaos-" + app
                        + " could not be renewed for 30 s: the API server cannot be reached: ");
        assertThatThrownBy(() -> lease.release(in(1))).isInstanceOf(DriverException.class);
    }

    @Test
    void aRunThatIsClosedLeavesNoThreadsBehind() throws Exception {
        cluster.deploy(app, 1);
        Set<Thread> before = threads();
        try (Run whole = run(Kubeconfigs.through(cluster, forwarder.url()))) {
            HeldLease lease = lease(whole);
            lease.acquire(why -> {});
            PodKiller killer = new PodKiller(whole);
            PodKill fault = new PodKill("1", Duration.ZERO);
            killer.inject(killer.prepare(KubernetesCluster.step("kill", fault, app), fault, cluster.target(app)));
            assertThat(PodWatch.await(Pods.of(whole, cluster.target(app)), found -> found.size() == 7, in(1)))
                    .isFalse();
            lease.release(in(5));
        }
        Set<Thread> left = threads();
        left.removeAll(before);
        Deadline deadline = in(5);
        while (left.stream().anyMatch(Thread::isAlive) && !deadline.isOver()) {
            left.removeIf(thread -> !thread.isAlive());
            Thread.onSpinWait();
        }
        assertThat(left.stream().filter(Thread::isAlive).map(Thread::getName)).isEmpty();
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().equals("test-forwarder"))
                // The client's own, a daemon that ends by itself when it has had nothing to do for 10 s.
                .filter(thread -> !(thread.isDaemon() && thread.getName().startsWith("CachedSingleThreadScheduler")))
                .collect(Collectors.toSet());
    }

    /** Until the watch is there: its list and its first answer have come through. */
    private void awaitTraffic() throws InterruptedException {
        Deadline deadline = in(10);
        int before = -1;
        while (!deadline.isOver() && (forwarder.received() == 0 || forwarder.received() != before)) {
            before = forwarder.received();
            TimeUnit.MILLISECONDS.sleep(300);
        }
    }

    private static void awaitWaiting(Thread thread) {
        Deadline deadline = in(5);
        while (thread.getState() != Thread.State.TIMED_WAITING
                && thread.getState() != Thread.State.WAITING
                && !deadline.isOver()) {
            Thread.onSpinWait();
        }
    }
}
