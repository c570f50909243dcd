package dev.holograph.chaos.report;

import dev.holograph.chaos.report.Timeline.Band;
import dev.holograph.chaos.report.Timeline.FaultBand;
import dev.holograph.chaos.report.Timeline.Limit;
import dev.holograph.chaos.report.Timeline.Line;
import dev.holograph.chaos.report.Timeline.Panel;
import dev.holograph.chaos.run.RunResult;
import dev.holograph.chaos.scenario.Dimension;
import dev.holograph.chaos.scenario.Indicator;
import dev.holograph.chaos.scenario.Indicator.OfMetric.Function;
import dev.holograph.chaos.scenario.Metric;
import dev.holograph.chaos.scenario.Phase;
import dev.holograph.chaos.scenario.Probe;
import dev.holograph.chaos.scenario.RequestSelection;
import dev.holograph.chaos.slo.EpisodeRecovery;
import dev.holograph.chaos.slo.FaultNames;
import dev.holograph.chaos.slo.FaultRecord;
import dev.holograph.chaos.slo.ObjectiveResult;
import dev.holograph.chaos.slo.RecoveryFormatter;
import dev.holograph.chaos.slo.RunTimes;
import dev.holograph.chaos.slo.Series;
import dev.holograph.chaos.slo.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lays a run out over time: what was recorded, second by second, beside what the evaluation made of it. */
final class TimelineBuilder {

    /** Values that a chart has at most: a run that is too long for them has columns of several seconds. */
    static final int MOST_VALUES = 50_000;

    private static final long SECOND = 1_000_000;

    private final RunResult result;
    private final RunTimes times;
    private final List<Series.Second> seconds;
    private final long origin;
    private final double length;

    private TimelineBuilder(RunResult result, RunTimes times, List<Series.Second> seconds) {
        this.result = result;
        this.times = times;
        this.seconds = seconds;
        Instant first = seconds.isEmpty() ? times.firstDue() : seconds.get(0).start();
        this.origin = Window.around(first, first.plusMillis(1)).from();
        this.length = offset(end());
    }

    /** {@code null} if no load ever ran. */
    static @Nullable Timeline of(RunResult result, List<Series.Second> seconds) {
        RunTimes times = result.times();
        return times == null ? null : new TimelineBuilder(result, times, seconds).build();
    }

    private Timeline build() {
        int count = (int) Math.max(1, Math.ceil((Window.micros(end()) - origin) / (double) SECOND));
        List<Draft> drafts =
                Stream.of(requests(count), metrics(count)).flatMap(List::stream).toList();
        long values = (long) count
                * drafts.stream().mapToInt(draft -> draft.lines.size()).sum();
        int step = (int) Math.max(1, (values + MOST_VALUES - 1) / MOST_VALUES);
        List<Panel> panels = drafts.stream()
                .map(draft -> draft.panel(step))
                .sorted(Comparator.comparing((Panel panel) -> !panel.isOfRequests())
                        .thenComparing(panel ->
                                !panel.isOfRequests() && panel.breaches().isEmpty()))
                .toList();
        return new Timeline(
                times.firstDue(),
                (origin - Window.micros(times.firstDue())) / 1e6,
                step,
                (count + step - 1) / step,
                length,
                phases(),
                faults(),
                recoveries(),
                panels);
    }

    /** What was measured last, or undone last if the load was ended early. */
    private Instant end() {
        if (times.end() != null) {
            return times.end();
        }
        Instant last = result.series().isEmpty()
                ? times.firstDue()
                : Window.instant(result.series().whole().to());
        return Stream.concat(
                        Stream.of(last),
                        result.faults().stream().map(FaultRecord::undoConfirmed).filter(Objects::nonNull))
                .max(Comparator.naturalOrder())
                .orElse(last);
    }

    // What was recorded

    /** A panel before the seconds of its lines are put together. */
    private record Draft(
            String title,
            Dimension dimension,
            boolean isOfRequests,
            List<Line> lines,
            List<ObjectiveResult> objectives,
            TimelineBuilder builder) {

        Panel panel(int step) {
            return new Panel(
                    title,
                    dimension,
                    isOfRequests,
                    lines.stream().map(line -> line.every(step)).toList(),
                    objectives.stream().flatMap(Draft::limit).distinct().toList(),
                    objectives.stream().flatMap(builder::breaches).toList());
        }

        private static Stream<Limit> limit(ObjectiveResult objective) {
            Double limit = objective.limit();
            return limit == null
                    ? Stream.of()
                    : Stream.of(new Limit(objective.objective().name(), limit));
        }
    }

    private List<Draft> requests(int count) {
        if (seconds.isEmpty()) {
            return List.of();
        }
        List<Draft> drafts = new ArrayList<>(requests(RequestSelection.ALL, seconds, count));
        for (RequestSelection some : RequestSelection.of(result.plan().scenario())) {
            List<Series.Second> own =
                    result.series().only(some).seconds(result.series().whole());
            requests(some, own, count).stream()
                    .filter(draft -> !draft.objectives.isEmpty())
                    .forEach(drafts::add);
        }
        return drafts;
    }

    private List<Draft> requests(RequestSelection requests, List<Series.Second> own, int count) {
        return List.of(
                draft(
                        requests,
                        "Latency",
                        Dimension.TIME,
                        indicator ->
                                indicator instanceof Indicator.Percentile || indicator instanceof Indicator.Statistic,
                        List.of(
                                line(own, "p50", count, second -> measured(second.p50()), false),
                                line(own, "p95", count, second -> measured(second.p95()), false),
                                line(own, "p99", count, second -> measured(second.p99()), false))),
                draft(
                        requests,
                        "Error rate",
                        Dimension.RATIO,
                        Indicator.ErrorRate.class::isInstance,
                        List.of(line(own, "errors", count, Series.Second::errorRate, false))),
                draft(
                        requests,
                        "Throughput",
                        Dimension.RATE,
                        Indicator.Throughput.class::isInstance,
                        List.of(line(own, "good answers", count, this::throughput, true))));
    }

    /** NaN of the first and the last second of the load if they are not whole: their rate would look low. */
    private double throughput(Series.Second second) {
        boolean isWhole = !second.start().isBefore(times.firstDue())
                && !second.start().plusSeconds(1).isAfter(end());
        return isWhole ? second.throughput() : Double.NaN;
    }

    private static double measured(double latency) {
        return latency < 0 ? Double.NaN : latency;
    }

    private static Line line(
            List<Series.Second> own,
            String name,
            int count,
            ToDoubleFunction<Series.Second> value,
            boolean smallIsWorse) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = i < own.size() ? value.applyAsDouble(own.get(i)) : Double.NaN;
        }
        return new Line(name, values, smallIsWorse);
    }

    private Draft draft(
            RequestSelection requests,
            String title,
            Dimension dimension,
            Predicate<Indicator> isAbout,
            List<Line> lines) {
        return new Draft(
                requests.isAll() ? title : title + " " + requests,
                dimension,
                requests.isAll(),
                lines,
                result.evaluation().objectives().stream()
                        .filter(one -> isAbout.test(one.objective().indicator())
                                && one.objective().indicator().requests().equals(requests))
                        .toList(),
                this);
    }

    /** What is shown together: one metric in one unit. */
    private record Shown(Metric metric, Dimension dimension) {}

    /** A panel for each metric that an objective is about, and for what the other probes saw. */
    private List<Draft> metrics(int count) {
        Map<Shown, List<ObjectiveResult>> objectives = new LinkedHashMap<>();
        for (ObjectiveResult one : result.evaluation().objectives()) {
            if (one.objective().indicator() instanceof Indicator.OfMetric indicator) {
                objectives
                        .computeIfAbsent(
                                new Shown(indicator.metric(), indicator.dimension()), shown -> new ArrayList<>())
                        .add(one);
            }
        }
        List<Draft> drafts = new ArrayList<>();
        objectives.forEach((shown, about) -> drafts.add(metric(shown, about, count)));
        result.plan().scenario().probes().stream()
                .flatMap(probe -> indicators(probe).stream())
                .filter(indicator -> objectives.keySet().stream()
                        .noneMatch(shown -> shown.metric().equals(indicator.metric())))
                .filter(indicator -> result.series().metrics().has(indicator.metric()))
                .forEach(indicator -> drafts.add(new Draft(
                        indicator.metric().toString(),
                        indicator.dimension(),
                        false,
                        List.of(line(indicator, smallIsWorse(indicator), count)),
                        List.of(),
                        this)));
        return drafts;
    }

    private Draft metric(Shown shown, List<ObjectiveResult> about, int count) {
        Map<Indicator.OfMetric, Boolean> indicators = new LinkedHashMap<>();
        for (ObjectiveResult one : about) {
            indicators.putIfAbsent(
                    (Indicator.OfMetric) one.objective().indicator(),
                    !one.objective().comparison().isUpperBound());
        }
        List<Line> lines = new ArrayList<>();
        indicators.forEach((indicator, smallIsWorse) -> lines.add(line(indicator, smallIsWorse, count)));
        return new Draft(shown.metric().toString(), shown.dimension(), false, lines, about, this);
    }

    private Line line(Indicator.OfMetric indicator, boolean smallIsWorse, int count) {
        return new Line(
                name(indicator), result.series().metrics().values(indicator, origin, SECOND, count), smallIsWorse);
    }

    private static String name(Indicator.OfMetric indicator) {
        return switch (indicator.function()) {
            case PERCENTILE -> "p" + trim(indicator.quantile() * 100);
            case FRACTION -> "share";
            case COUNT -> "count each second";
            default -> indicator.function().name().toLowerCase(Locale.ROOT);
        };
    }

    private static String trim(double number) {
        String text = String.format(Locale.ROOT, "%.3f", number);
        return text.replaceFirst("\\.?0+$", "");
    }

    /** What a probe gives, as it is shown where no objective says what of it matters. */
    private static List<Indicator.OfMetric> indicators(Probe probe) {
        List<Indicator.OfMetric> all = new ArrayList<>();
        for (String name : probe.metrics()) {
            boolean isOk = name.equals(probe.ok());
            boolean isLatency = name.equals(probe.latency());
            Function function = isOk ? Function.FRACTION : name.equals(probe.ready()) ? Function.MIN : Function.MAX;
            Dimension dimension = isOk ? Dimension.RATIO : isLatency ? Dimension.TIME : Dimension.COUNT;
            all.add(new Indicator.OfMetric(function, 0, new Metric(name, Map.of()), dimension));
        }
        return all;
    }

    private static boolean smallIsWorse(Indicator.OfMetric indicator) {
        return indicator.function() == Function.FRACTION || indicator.function() == Function.MIN;
    }

    // What it came to

    private Stream<Band> breaches(ObjectiveResult objective) {
        return objective.breached().stream()
                .map(window -> new Band(
                        objective.objective().name(),
                        offset(Window.instant(window.from())),
                        offset(Window.instant(window.to()))));
    }

    private List<Band> phases() {
        List<Band> bands = new ArrayList<>();
        phase(bands, Phase.WARMUP, times.firstDue(), times.baseline());
        phase(bands, Phase.BASELINE, times.baseline(), times.fault());
        phase(bands, Phase.FAULT, times.fault(), times.recovery());
        phase(bands, Phase.RECOVERY, times.recovery(), times.end());
        return bands;
    }

    private void phase(List<Band> bands, Phase phase, @Nullable Instant from, @Nullable Instant to) {
        if (from != null && (to == null || !to.isBefore(from))) {
            bands.add(new Band(
                    phase == Phase.WARMUP ? "warm-up" : phase.word(), offset(from), to == null ? length : offset(to)));
        }
    }

    private List<FaultBand> faults() {
        List<String> names = FaultNames.of(result.faults());
        List<FaultBand> bands = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            FaultRecord fault = result.faults().get(i);
            double confirmed = offset(fault.injectionConfirmed());
            double open = fault.lasting() ? length : confirmed;
            bands.add(new FaultBand(
                    names.get(i),
                    offset(fault.injectionRequested()),
                    confirmed,
                    fault.undoRequested() == null ? open : offset(fault.undoRequested()),
                    fault.undoConfirmed() == null ? open : offset(fault.undoConfirmed()),
                    !fault.lasting()));
        }
        return bands;
    }

    private List<Timeline.Recovery> recoveries() {
        List<Timeline.Recovery> bands = new ArrayList<>();
        for (EpisodeRecovery recovery : result.evaluation().recoveries()) {
            Duration took = recovery.took();
            double from = offset(recovery.from());
            bands.add(new Timeline.Recovery(
                    RecoveryFormatter.faults(recovery),
                    RecoveryFormatter.healthy(recovery),
                    from,
                    took == null ? offset(recovery.until()) : from + took.toNanos() / 1e9,
                    took != null));
        }
        return bands;
    }

    private double offset(Instant instant) {
        return Duration.between(times.firstDue(), instant).toNanos() / 1e9;
    }
}
