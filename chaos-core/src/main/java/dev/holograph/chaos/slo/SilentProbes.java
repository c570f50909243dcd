package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.EvaluationPhase;
import dev.holograph.chaos.scenario.Indicator;
import dev.holograph.chaos.scenario.Metric;
import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.Probe;
import dev.holograph.chaos.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Looks for probes without samples of what an objective is about most of the time: a gauge that cannot be read while
 * the system is in trouble keeps its last good values, and a probe that fails at once has no latency.
 */
final class SilentProbes {

    /** Fewer queries may be missing by chance. */
    private static final int FEWEST_MISSING = 3;

    private final Scenario scenario;
    private final Metrics metrics;
    private final RunTimeline timeline;

    private SilentProbes(RunObservations observed, RunTimeline timeline) {
        this.scenario = observed.scenario();
        this.metrics = observed.series().metrics();
        this.timeline = timeline;
    }

    static List<RunFinding.SilentProbe> of(RunObservations observed, RunTimeline timeline) {
        SilentProbes check = new SilentProbes(observed, timeline);
        List<RunFinding.SilentProbe> found = new ArrayList<>();
        for (Objective objective : observed.scenario().slo()) {
            if (objective.indicator() instanceof Indicator.OfMetric of && !objective.noDataPasses()) {
                check.scenario.probes().stream()
                        .filter(probe -> probe.metrics().contains(of.metric().name()))
                        .forEach(probe -> check.look(probe, objective, of.metric(), found));
            }
        }
        return found;
    }

    private void look(Probe probe, Objective objective, Metric metric, List<RunFinding.SilentProbe> found) {
        if (metric.name().equals(probe.ok()) || isJudged(probe, objective.moment())) {
            return;
        }
        for (MeasurementWindow where : timeline.of(objective.moment())) {
            long queries = samples(new Metric(probe.ok(), Map.of()), where.window());
            long told = samples(metric, where.window());
            boolean isKnown = found.stream()
                    .anyMatch(one ->
                            one.metric().equals(metric.name()) && one.moment().equals(objective.moment()));
            if (told > 0 && told < queries / 2.0 && queries - told >= FEWEST_MISSING && !isKnown) {
                found.add(new RunFinding.SilentProbe(probe.name(), metric.name(), objective.moment(), told, queries));
            }
        }
    }

    private long samples(Metric metric, Window window) {
        return metrics.over(metric, window).samples();
    }

    /** Whether the slo says how often the probe may fail then. */
    private boolean isJudged(Probe probe, EvaluationPhase moment) {
        return scenario.slo().stream()
                .anyMatch(one -> one.indicator() instanceof Indicator.OfMetric of
                        && of.metric().name().equals(probe.ok())
                        && one.moment().equals(moment));
    }
}
