package dev.holograph.chaos.adapters.probe.prometheus;

import dev.holograph.chaos.adapters.probe.PollingProbe;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.scenario.Probe;
import dev.holograph.chaos.scenario.ProbeQuery;
import dev.holograph.chaos.slo.MetricSink;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.ProbeProvider;
import java.util.Optional;
import java.util.function.Consumer;

/** Probes by queries of a Prometheus, or of what has its API. */
public final class PrometheusProbeProvider implements ProbeProvider {

    @Override
    public Class<ProbeQuery.Prometheus> query() {
        return ProbeQuery.Prometheus.class;
    }

    @Override
    public Optional<String> lacking(TargetSpec target) {
        String url = String.valueOf(target.url());
        if (url.startsWith("https://") && target.throughProxy()) {
            // The client that asks connects to the host that it asks for.
            return Optional.of("no through:, since a Prometheus by TLS is not queried through the proxy");
        }
        boolean canBeAsked = target.service() != null || url.startsWith("http://") || url.startsWith("https://");
        return canBeAsked ? Optional.empty() : Optional.of("url: http://host:9090 or https://host");
    }

    @Override
    public RunningProbe start(
            Probe probe, TargetSpec target, MetricSink sink, DriverContext context, Consumer<String> progress)
            throws DriverException {
        Endpoint endpoint = context.services()
                .endpoint(target.name())
                .orElseThrow(() -> new DriverException("target '" + target.name() + "' has no address"));
        ProbeQuery.Prometheus query = (ProbeQuery.Prometheus) probe.query();
        return PollingProbe.start(
                probe, new PrometheusProbeClient(target, endpoint, query.query()), sink, context.clock(), progress);
    }
}
