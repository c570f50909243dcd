package dev.holograph.chaos.adapters.probe.redis;

import dev.holograph.chaos.adapters.probe.PollingProbe;
import dev.holograph.chaos.adapters.redis.RedisAddress;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.TargetUrl;
import dev.holograph.chaos.scenario.Probe;
import dev.holograph.chaos.scenario.ProbeQuery;
import dev.holograph.chaos.slo.MetricSink;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.ProbeProvider;
import java.util.Optional;
import java.util.function.Consumer;

/** Probes of a Redis. */
public final class RedisProbeProvider implements ProbeProvider {

    @Override
    public Class<ProbeQuery.Redis> query() {
        return ProbeQuery.Redis.class;
    }

    @Override
    public Optional<String> lacking(TargetSpec target) {
        boolean canBeAsked = target.service() != null || (target.url() != null && TargetUrl.isRedis(target.url()));
        return canBeAsked ? Optional.empty() : Optional.of("url: redis://host:port, or a service: of type redis");
    }

    @Override
    public RunningProbe start(
            Probe probe, TargetSpec target, MetricSink sink, DriverContext context, Consumer<String> progress)
            throws DriverException {
        RedisAddress address = RedisAddress.asLoadSees(target, context.services());
        ProbeQuery.Redis query = (ProbeQuery.Redis) probe.query();
        return PollingProbe.start(probe, new RedisProbeClient(address, query), sink, context.clock(), progress);
    }
}
