package dev.holograph.chaos.adapters.probe.http;

import dev.holograph.chaos.adapters.process.SharedVertx;
import dev.holograph.chaos.scenario.Probe;
import dev.holograph.chaos.slo.MetricSink;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.ProbeProvider;
import java.util.function.Consumer;

/** Probes by HTTP. */
public final class HttpProbeProvider implements ProbeProvider {

    @Override
    public String kind() {
        return "http";
    }

    @Override
    public RunningProbe start(
            Probe probe, Endpoint target, MetricSink sink, DriverContext context, Consumer<String> told) {
        HttpProbe running = new HttpProbe(SharedVertx.of(context.shared()), probe, target, sink, context.clock(), told);
        running.start();
        return running;
    }
}
