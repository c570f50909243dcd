package dev.holograph.chaos.report;

import dev.holograph.chaos.report.PastRun.Value;
import dev.holograph.chaos.report.ReportModel.TrendRow;
import dev.holograph.chaos.run.RunResult;
import dev.holograph.chaos.scenario.Bound;
import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.slo.ObjectiveResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Holds a run against the earlier ones of the same scenario, environment, load engine and version. Only runs that
 * started before it count, so that a report of an old run, written again, says what it said.
 */
final class Trend {

    /** Under this many earlier values their spread says nothing. */
    static final int FEWEST = 5;

    /** How many times the median absolute deviation (MAD) a value must lie off the median. */
    private static final double DEVIATIONS = 3;

    /** And how far off in shares of the median, since values that hardly vary have next to no deviation. */
    private static final double SHARE_OF_MEDIAN = 0.2;

    /** A median of 0 has no share: there it is a share of the bound, so that one error in a million is no news. */
    private static final double SHARE_OF_BOUND = 0.1;

    private static final String NONE = "–";

    private final List<PastRun> earlier;
    private final long ofAnotherText;
    private final RunResult result;
    private final boolean judges;

    /** @param ofAnotherText how many earlier runs are left out, since the scenario has been changed */
    private Trend(PastRun run, List<PastRun> earlier, long ofAnotherText, RunResult result) {
        this.earlier = earlier;
        this.ofAnotherText = ofAnotherText;
        this.result = result;
        this.judges = run.hasMeasured();
    }

    /** @param most how many earlier runs to look back to */
    static Trend of(RunResult result, List<PastRun> history, int most) {
        PastRun run = PastRun.of(result, null);
        List<PastRun> all = history.stream()
                .filter(past -> past.isComparableWith(run) && past.hasMeasured() && past.isBefore(run))
                .toList();
        List<PastRun> comparable = all.stream()
                .filter(past -> !past.isOfAnotherText(run))
                .sorted(Comparator.comparing(PastRun::started).thenComparing(PastRun::run))
                .toList();
        return new Trend(
                run,
                comparable.subList(Math.max(0, comparable.size() - most), comparable.size()),
                all.size() - (long) comparable.size(),
                result);
    }

    /** What the rows are about, in one sentence. */
    String sentence() {
        return compared()
                + (ofAnotherText == 0
                        ? ""
                        : " Not compared with " + ofAnotherText + " earlier " + (ofAnotherText == 1 ? "run" : "runs")
                                + ", since the scenario has been changed.");
    }

    private String compared() {
        String same = "of this scenario in this environment with " + result.loadEngine();
        if (earlier.isEmpty()) {
            return "There is no earlier run " + same + " to compare with.";
        }
        String runs = earlier.size() == 1 ? "the earlier run " : "the last " + earlier.size() + " runs ";
        return "Compared with " + runs + same + ", oldest first"
                + (earlier.size() < FEWEST ? "; under " + FEWEST + " regressions are not looked for." : ".");
    }

    /** One row for each objective that this run has a value of; none without a past. */
    List<TrendRow> rows() {
        List<TrendRow> rows = new ArrayList<>();
        if (earlier.isEmpty()) {
            return rows;
        }
        rows.add(new TrendRow(
                "verdict",
                "",
                earlier.stream().map(past -> past.verdict().words()).collect(Collectors.joining(", ")),
                NONE,
                result.evaluation().result().words(),
                ""));
        PastRun.comparable(result.evaluation()).forEach(one -> rows.add(row(one)));
        return rows;
    }

    private TrendRow row(ObjectiveResult judged) {
        Value now = PastRun.value(judged);
        List<Value> before = earlier.stream()
                .map(past ->
                        past.values().stream().filter(now::isOf).findFirst().orElse(null))
                .toList();
        double[] values = before.stream()
                .filter(Objects::nonNull)
                .mapToDouble(Value::value)
                .sorted()
                .toArray();
        return new TrendRow(
                now.role(),
                now.objective(),
                before.stream()
                        .map(value -> value == null ? NONE : words(value.value(), now))
                        .collect(Collectors.joining(", ")),
                values.length == 0 ? NONE : words(median(values), now),
                words(now.value(), now),
                judges && isRegression(judged.objective(), now.value(), values)
                        ? "REGRESSION" + percent(now.value(), median(values))
                        : "");
    }

    /** Whether the value is worse than the median of those before by more than their spread, and by enough to matter. */
    static boolean isRegression(Objective objective, double value, double[] sorted) {
        if (sorted.length < FEWEST) {
            return false;
        }
        double median = median(sorted);
        double[] deviations = new double[sorted.length];
        for (int i = 0; i < sorted.length; i++) {
            deviations[i] = Math.abs(sorted[i] - median);
        }
        Arrays.sort(deviations);
        boolean smallIsGood = objective.comparison().isUpperBound();
        double worse = smallIsGood ? value - median : median - value;
        double matters = median != 0
                ? SHARE_OF_MEDIAN * Math.abs(median)
                : objective.bound() instanceof Bound.Absolute absolute
                        ? SHARE_OF_BOUND * Math.abs(absolute.value().value())
                        : 0;
        return worse > DEVIATIONS * median(deviations) && worse > matters;
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static String words(double value, Value like) {
        return new Quantity(value, like.dimension()).toString();
    }

    private static String percent(double value, double median) {
        return median == 0 ? "" : String.format(Locale.ROOT, " %+.0f%%", 100 * (value - median) / median);
    }
}
