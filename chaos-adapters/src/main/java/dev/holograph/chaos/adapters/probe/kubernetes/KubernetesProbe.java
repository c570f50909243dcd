package dev.holograph.chaos.adapters.probe.kubernetes;

import dev.holograph.chaos.adapters.cluster.PodView;
import dev.holograph.chaos.adapters.cluster.Pods;
import dev.holograph.chaos.scenario.Probe;
import dev.holograph.chaos.slo.MetricSink;
import dev.holograph.chaos.slo.Window;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.ProbeProvider.RunningProbe;
import io.fabric8.kubernetes.api.model.Pod;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Looks every so often at what a watch knows of pods, on one event loop: all fields are its own. */
final class KubernetesProbe implements RunningProbe {

    private final Vertx vertx;
    private final Context loop;
    private final Probe probe;
    private final PodView view;
    private final MetricSink sink;
    private final Clock clock;
    private final Consumer<String> progress;
    private final Restarts restarts = new Restarts();
    private long timer = -1;
    private boolean hasTold;
    private volatile boolean stopped;

    KubernetesProbe(Vertx vertx, Probe probe, PodView view, MetricSink sink, Clock clock, Consumer<String> progress) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.probe = probe;
        this.view = view;
        this.sink = sink;
        this.clock = clock;
        this.progress = progress;
    }

    void start() {
        loop.runOnContext(now -> {
            if (!stopped) {
                timer = vertx.setPeriodic(probe.every().toMillis(), tick -> look());
                look();
            }
        });
    }

    @Override
    public void stop(Deadline deadline) {
        stopped = true;
        view.close();
        loop.runOnContext(now -> vertx.cancelTimer(timer));
    }

    private void look() {
        if (stopped) {
            return;
        }
        long at = Window.micros(clock.instant());
        Optional<List<Pod>> pods = view.now();
        sink.sample(probe.ok(), Map.of(), at, pods.isPresent() ? 1 : 0);
        pods.ifPresent(known -> {
            List<Pod> there = known.stream().filter(Pods::isThere).toList();
            sink.sample(probe.ready(), Map.of(), at, Pods.ready(there));
            sink.sample(probe.restarts(), Map.of(), at, restarts.after(known));
        });
        if (pods.isEmpty() && !hasTold) {
            hasTold = true;
            progress.accept("probe " + probe.name() + ": the watch of its pods is broken; " + probe.ready() + " and "
                    + probe.restarts() + " have no data until it is taken up again");
        }
    }
}
