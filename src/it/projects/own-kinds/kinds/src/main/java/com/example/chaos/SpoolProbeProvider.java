package com.example.chaos;

import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.scenario.Probe;
import dev.holograph.chaos.scenario.ProbeQuery;
import dev.holograph.chaos.slo.MetricSink;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.ProbeProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Counts the files of a spool. */
public final class SpoolProbeProvider implements ProbeProvider {

    @Override
    public Class<? extends ProbeQuery> query() {
        return SpoolQuery.class;
    }

    @Override
    public Optional<String> lacking(TargetSpec target) {
        return target.as(SpoolTarget.class) != null ? Optional.empty() : Optional.of("spool: { folder: … }");
    }

    @Override
    public RunningProbe start(
            Probe probe, TargetSpec target, MetricSink sink, DriverContext context, Consumer<String> progress) {
        Path spool = SpoolTarget.of(target).path();
        String ending = ((SpoolQuery) probe.query()).ending();
        Clock clock = context.clock();
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "spool-probe-" + probe.name());
            thread.setDaemon(true);
            return thread;
        });
        timer.scheduleAtFixedRate(
                () -> {
                    long at = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
                    try {
                        long count = SpoolFiles.of(spool).stream()
                                .filter(file -> ending == null || file.toString().endsWith(ending))
                                .count();
                        sink.sample(probe.ok(), Map.of(), at, 1);
                        sink.sample(probe.value(), Map.of(), at, count);
                    } catch (IOException e) {
                        sink.sample(probe.ok(), Map.of(), at, 0); // no answer is no number
                    }
                },
                0,
                probe.every().toMillis(),
                TimeUnit.MILLISECONDS);
        return deadline -> timer.shutdownNow();
    }
}
