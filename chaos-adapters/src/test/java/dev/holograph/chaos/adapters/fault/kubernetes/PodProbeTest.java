package dev.holograph.chaos.adapters.fault.kubernetes;

import static dev.holograph.chaos.adapters.process.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.adapters.cluster.Clusters;
import dev.holograph.chaos.adapters.cluster.Pods;
import dev.holograph.chaos.adapters.load.Recording;
import dev.holograph.chaos.adapters.probe.kubernetes.KubernetesProbeProvider;
import dev.holograph.chaos.scenario.Metric;
import dev.holograph.chaos.scenario.Probe;
import dev.holograph.chaos.scenario.ProbeQuery;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.ProbeProvider.RunningProbe;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The probe of pods, in a real cluster; here because the tests' cluster is. */
@ExtendWith(KubernetesCluster.Needed.class)
class PodProbeTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Duration EVERY = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final KubernetesCluster cluster;
    private final String app = "probed-" + NUMBER.incrementAndGet();
    private final Recording recording = new Recording();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<RunningProbe> started = new ArrayList<>();

    PodProbeTest(KubernetesCluster cluster) {
        this.cluster = cluster;
    }

    @AfterEach
    void stop() {
        started.forEach(running -> running.stop(Deadline.in(PATIENCE, System::nanoTime)));
        started.clear();
    }

    private Run run(String kubeconfig) throws Exception {
        Path file = Files.writeString(Files.createTempFile(folder, "kube", "config"), kubeconfig);
        return new Run(app, Map.of(Clusters.KUBECONFIG, file.toString()));
    }

    private void start(Run run) throws Exception {
        Probe probe = new Probe("pods", new ProbeQuery.Kubernetes(), app, EVERY, EVERY, KubernetesCluster.HERE);
        started.add(
                new KubernetesProbeProvider().start(probe, cluster.target(app), recording.metrics(), run, told::add));
    }

    private List<Double> values(String metric) {
        return recording.samples(new Metric(metric, Map.of())).stream()
                .map(Recording.Sample::value)
                .toList();
    }

    private double last(String metric) {
        List<Double> values = values(metric);
        return values.isEmpty() ? -1 : values.get(values.size() - 1);
    }

    private void scale(int replicas) {
        cluster.client()
                .apps()
                .deployments()
                .inNamespace(cluster.namespace())
                .withName(app)
                .scale(replicas);
    }

    private void kill(Pod pod) throws Exception {
        try (ExecWatch exec =
                cluster.client().pods().resource(pod).writingOutput(System.err).exec("sh", "-c", "kill 1")) {
            exec.exitCode().get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void countsWhoIsReadyAndWhoWasStartedAgainSinceItBegan() throws Exception {
        List<Pod> pods = cluster.deploy(app, 2);
        kill(pods.get(0)); // before it begins
        eventually(
                "it is started again",
                PATIENCE,
                () -> cluster.pods(app).stream()
                                .filter(Pods::isReady)
                                .mapToInt(Pods::restarts)
                                .sum()
                        == 1);
        try (Run run = new Run(app)) {
            start(run);
            eventually("two are ready", PATIENCE, () -> last("pods_ready") == 2);
            eventually("no restart is counted", PATIENCE, () -> last("pods_restarts") == 0);
            assertThat(values("pods_restarts")).containsOnly(0.0);

            kill(pods.get(1));
            eventually("a restart is counted", PATIENCE, () -> last("pods_restarts") == 1);
            scale(3);
            eventually("three are ready", PATIENCE, () -> last("pods_ready") == 3);
            scale(0);
            eventually("none is ready", PATIENCE, () -> last("pods_ready") == 0);

            assertThat(last("pods_restarts")).isEqualTo(1);
            assertThat(values("pods_ok")).containsOnly(1.0);
            assertThat(told).isEmpty();
            stop();
            int heard = values("pods_ok").size();
            TimeUnit.MILLISECONDS.sleep(5 * EVERY.toMillis());
            assertThat(values("pods_ok")).hasSizeBetween(heard, heard + 1);
        }
    }

    @Test
    void aPodThatWaitsForANodeIsThereAndNotReady() throws Exception {
        cluster.deploy(app, 1);
        cluster.client()
                .resource(new PodBuilder()
                        .withNewMetadata()
                        .withName(app + "-waits")
                        .withNamespace(cluster.namespace())
                        .addToLabels("app", app)
                        .endMetadata()
                        .withNewSpec()
                        .addToNodeSelector("chaos-test/there-is", "none")
                        .addNewContainer()
                        .withName("waits")
                        .withImage("redis")
                        .endContainer()
                        .endSpec()
                        .build())
                .create();
        try (Run run = new Run(app)) {
            start(run);
            eventually("it has looked", PATIENCE, () -> values("pods_ready").size() > 5);
            assertThat(values("pods_ready")).containsOnly(1.0);
            stop();
        }
    }

    @Test
    void aWatchThatBrokeIsNoDataUntilItIsTakenUpAgain() throws Exception {
        cluster.deploy(app, 1);
        try (Forwarder forwarder =
                        new Forwarder(cluster.client().getConfiguration().getMasterUrl());
                Run run = run(Kubeconfigs.through(cluster, forwarder.url()))) {
            start(run);
            eventually("one is ready", PATIENCE, () -> last("pods_ready") == 1);

            forwarder.goDark();
            forwarder.drop();
            eventually("the watch is broken", PATIENCE, () -> last("pods_ok") == 0);
            int known = values("pods_ready").size();
            scale(2);
            eventually(
                    "it is broken for a while",
                    PATIENCE,
                    () -> values("pods_ok").stream().filter(ok -> ok == 0).count() > 5);
            assertThat(values("pods_ready")).hasSize(known).containsOnly(1.0);
            assertThat(told)
                    .containsExactly("probe pods: the watch of its pods is broken; pods_ready and pods_restarts have no"
                            + " data until it is taken up again");

            forwarder.goLight();
            eventually("it is taken up again", PATIENCE, () -> last("pods_ready") == 2);
            assertThat(last("pods_ok")).isEqualTo(1);
            assertThat(values("pods_ready")).doesNotContain(0.0);
            stop();
        }
    }

    @Test
    void rightsThatAreMissingAreTold() throws Exception {
        String token = cluster.tokenThatMay("may-list-" + app, "list");
        try (Run poor =
                run(Kubeconfigs.of(cluster, cluster.client().getConfiguration().getMasterUrl(), token))) {
            assertThatThrownBy(() -> start(poor))
                    .isInstanceOf(DriverException.class)
                    .hasMessage("probe pods needs rights that context '" + cluster.context()
                            + "' does not have: watch pods in " + cluster.namespace()
                            + "; grant them by a Role, or leave the probe out")
                    .hasMessageNotContaining(token);
        }
    }
}
