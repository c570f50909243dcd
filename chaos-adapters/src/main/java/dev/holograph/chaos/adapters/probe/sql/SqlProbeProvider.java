package dev.holograph.chaos.adapters.probe.sql;

import dev.holograph.chaos.adapters.probe.AskingProbe;
import dev.holograph.chaos.adapters.sql.Database;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.TargetUrl;
import dev.holograph.chaos.scenario.Probe;
import dev.holograph.chaos.scenario.Question;
import dev.holograph.chaos.slo.MetricSink;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.ProbeProvider;
import java.util.Optional;
import java.util.function.Consumer;

/** Probes by SQL. */
public final class SqlProbeProvider implements ProbeProvider {

    @Override
    public Class<Question.Sql> question() {
        return Question.Sql.class;
    }

    @Override
    public Optional<String> lacking(TargetSpec target) {
        boolean canBeAsked = target.url() != null && TargetUrl.isDatabase(target.url());
        return canBeAsked ? Optional.empty() : Optional.of("url: jdbc:…");
    }

    @Override
    public RunningProbe start(
            Probe probe, TargetSpec target, MetricSink sink, DriverContext context, Consumer<String> told)
            throws DriverException {
        Question.Sql question = (Question.Sql) probe.question();
        return AskingProbe.start(
                probe,
                new SqlAsking(Database.asClientsSee(target, context.services()), question.query()),
                sink,
                context.clock(),
                told);
    }
}
