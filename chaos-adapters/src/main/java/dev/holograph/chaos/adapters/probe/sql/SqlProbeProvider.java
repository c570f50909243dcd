package dev.holograph.chaos.adapters.probe.sql;

import dev.holograph.chaos.adapters.probe.PollingProbe;
import dev.holograph.chaos.adapters.sql.Database;
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

/** Probes by SQL. */
public final class SqlProbeProvider implements ProbeProvider {

    @Override
    public Class<ProbeQuery.Sql> query() {
        return ProbeQuery.Sql.class;
    }

    @Override
    public Optional<String> lacking(TargetSpec target) {
        boolean canBeAsked = target.url() != null && TargetUrl.isDatabase(target.url());
        return canBeAsked ? Optional.empty() : Optional.of("url: jdbc:…");
    }

    @Override
    public RunningProbe start(
            Probe probe, TargetSpec target, MetricSink sink, DriverContext context, Consumer<String> progress)
            throws DriverException {
        ProbeQuery.Sql query = (ProbeQuery.Sql) probe.query();
        return PollingProbe.start(
                probe,
                new SqlProbeClient(Database.asClientsSee(target, context.services()), query.query()),
                sink,
                context.clock(),
                progress);
    }
}
