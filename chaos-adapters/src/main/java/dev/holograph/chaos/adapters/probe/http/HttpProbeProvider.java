package dev.holograph.chaos.adapters.probe.http;

import dev.holograph.chaos.adapters.process.SharedVertx;
import dev.holograph.chaos.plan.HttpTargets;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.scenario.Probe;
import dev.holograph.chaos.scenario.ProbeQuery;
import dev.holograph.chaos.slo.MetricSink;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.HttpAddress;
import dev.holograph.chaos.spi.ProbeProvider;
import java.util.Optional;
import java.util.function.Consumer;

/** Probes by HTTP. */
public final class HttpProbeProvider implements ProbeProvider {

    @Override
    public Class<ProbeQuery.Http> query() {
        return ProbeQuery.Http.class;
    }

    @Override
    public Optional<String> lacking(TargetSpec target) {
        boolean canBeAsked = target.service() != null || (target.url() != null && HttpTargets.speaksHttp(target));
        return canBeAsked ? Optional.empty() : Optional.of("url: http://host:port or https://host, or a service:");
    }

    @Override
    public RunningProbe start(
            Probe probe, TargetSpec target, MetricSink sink, DriverContext context, Consumer<String> progress)
            throws DriverException {
        Endpoint endpoint = context.services()
                .endpoint(target.name())
                .orElseThrow(() -> new DriverException("target '" + target.name() + "' has no address"));
        HttpProbe running = new HttpProbe(
                SharedVertx.of(context.shared()),
                probe,
                (ProbeQuery.Http) probe.query(),
                HttpAddress.of(target, endpoint),
                sink,
                context.clock(),
                progress);
        running.start();
        return running;
    }
}
