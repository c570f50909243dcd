package dev.holograph.chaos.report;

import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.slo.RunTimes;
import dev.holograph.chaos.slo.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Draws a run over time with one character for each second, or for every few seconds of a long run. */
final class Chart {

    private static final int WIDEST = 100;
    private static final String BARS = "▁▂▃▄▅▆▇█";

    private Chart() {}

    /** Lines of equal indent: phases, 95th percentile on a logarithmic scale, share of errors. */
    static List<String> of(List<Series.Second> seconds, @Nullable RunTimes times) {
        if (times == null) {
            return List.of("no load ever ran");
        }
        if (seconds.isEmpty()) {
            return List.of("no request was counted: what was measured are the metrics that the objectives name");
        }
        int step = (seconds.size() + WIDEST - 1) / WIDEST;
        double lowest = seconds.stream()
                .mapToDouble(Series.Second::p95)
                .filter(p95 -> p95 > 0)
                .min()
                .orElse(1);
        double highest = seconds.stream().mapToDouble(Series.Second::p95).max().orElse(-1);
        List<String> lines = new ArrayList<>();
        lines.add("phase   " + phases(seconds, times, step));
        lines.add("p95     "
                + row(seconds, step, Series.Second::p95, p95 -> p95 < 0 ? ' ' : level(p95, lowest, highest)));
        lines.add("errors  "
                + row(
                        seconds,
                        step,
                        second -> second.due() == 0 ? -1 : (double) second.errors() / second.due(),
                        share -> share < 0 ? ' ' : share == 0 ? '·' : BARS.charAt((int) Math.min(7, share * 8))));
        lines.add("");
        lines.add((step == 1 ? "one column a second" : "one column for " + step + " seconds")
                + "; w warm-up, b baseline, F fault, r recovery");
        // A second without any latency has a p95 below 0.
        String latency = highest < 0
                ? "p95: no request had a latency"
                : "p95 from " + time(Math.min(lowest, highest)) + " to " + time(highest) + " on a logarithmic scale";
        lines.add(latency + "; errors: · none, █ all");
        return lines;
    }

    private static Quantity time(double millis) {
        return Quantity.time(Duration.ofNanos((long) (millis * 1e6)));
    }

    private static String phases(List<Series.Second> seconds, RunTimes times, int step) {
        StringBuilder row = new StringBuilder();
        for (int i = 0; i < seconds.size(); i += step) {
            Instant at = seconds.get(i).start().plusMillis(500);
            row.append(
                    reached(times.recovery(), at)
                            ? 'r'
                            : reached(times.fault(), at) ? 'F' : reached(times.baseline(), at) ? 'b' : 'w');
        }
        return row.toString();
    }

    private static boolean reached(@Nullable Instant start, Instant at) {
        return start != null && !at.isBefore(start);
    }

    /** The worst second of each column is drawn: a short outage must not drown. */
    private static String row(
            List<Series.Second> seconds,
            int step,
            ToDoubleFunction<Series.Second> value,
            java.util.function.DoubleFunction<Character> mark) {
        StringBuilder row = new StringBuilder();
        for (int i = 0; i < seconds.size(); i += step) {
            double worst = seconds.subList(i, Math.min(i + step, seconds.size())).stream()
                    .mapToDouble(value)
                    .max()
                    .orElse(-1);
            row.append(mark.apply(worst).charValue());
        }
        return row.toString();
    }

    private static char level(double value, double lowest, double highest) {
        double range = Math.log(highest) - Math.log(lowest);
        double share = range <= 0 ? 0 : (Math.log(Math.max(value, lowest)) - Math.log(lowest)) / range;
        return BARS.charAt((int) Math.min(7, share * 8));
    }
}
