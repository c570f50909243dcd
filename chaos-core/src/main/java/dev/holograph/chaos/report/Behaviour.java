package dev.holograph.chaos.report;

import dev.holograph.chaos.run.RunResult;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.slo.FaultRecord;
import dev.holograph.chaos.slo.RunTimes;
import dev.holograph.chaos.slo.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tells in sentences how latency and errors went, second by second: from where they rose, how soon after the fault, and
 * when they were back. For people; what is judged is judged by the objectives alone.
 */
final class Behaviour {

    /** A rise is reported from twice the baseline, if it is also so many milliseconds. */
    private static final double LEAST_RISE_MILLIS = 10;

    private static final double TIMES = 2;

    /** Least rise of the share of errors, of the requests of a second. */
    private static final double LEAST_RISE_OF_ERRORS = 0.01;

    /** Back is who has lost nine tenths of the rise. */
    private static final double LEFT_OF_RISE = 0.1;

    private final List<Series.Second> seconds;
    private final Instant baseline;
    private final Instant begin;
    private final Instant end;
    private final Instant last;
    private final boolean isLasting;

    private Behaviour(List<Series.Second> seconds, Instant baseline, Instant begin, Instant end, boolean isLasting) {
        this.seconds = seconds;
        this.baseline = baseline;
        this.begin = begin;
        this.end = end;
        this.last = seconds.get(seconds.size() - 1).start();
        this.isLasting = isLasting;
    }

    /** None where no fault was injected, or no requests are counted. */
    static List<String> of(RunResult result, List<Series.Second> seconds) {
        RunTimes times = result.times();
        List<FaultRecord> faults = result.faults();
        if (times == null
                || times.baseline() == null
                || faults.isEmpty()
                || seconds.isEmpty()
                || !result.plan().scenario().countsRequests()) {
            return List.of();
        }
        FaultRecord lastFault = faults.get(faults.size() - 1);
        Instant undone = lastFault.undoRequested();
        Behaviour behaviour = new Behaviour(
                seconds,
                times.baseline(),
                faults.get(0).injectionRequested(),
                undone == null ? lastFault.injectionConfirmed() : undone,
                lastFault.lasting());
        List<String> sentences = new ArrayList<>();
        behaviour.add(sentences, "p95", Series.Second::p95, Behaviour::millis, LEAST_RISE_MILLIS);
        if (seconds.stream()
                .noneMatch(second -> second.errors() > 0 && endOf(second).isAfter(behaviour.begin))) {
            sentences.add("No request failed from the fault on.");
            return sentences;
        }
        behaviour.add(
                sentences, "the share of errors", Series.Second::errorRate, Behaviour::percent, LEAST_RISE_OF_ERRORS);
        return sentences;
    }

    /** How a number is written. */
    private interface Words {
        String of(double value);
    }

    private void add(
            List<String> sentences, String what, ToDoubleFunction<Series.Second> value, Words words, double least) {
        double[] before = seconds.stream()
                .filter(second ->
                        !second.start().isBefore(baseline) && endOf(second).isBefore(begin))
                .mapToDouble(value)
                .filter(one -> one >= 0)
                .sorted()
                .toArray();
        List<Series.Second> after = seconds.stream()
                .filter(second -> endOf(second).isAfter(begin) && value.applyAsDouble(second) >= 0)
                .toList();
        if (before.length == 0 || after.isEmpty()) {
            return;
        }
        double usual = before[before.length / 2];
        double peak = after.stream().mapToDouble(value).max().orElseThrow();
        if (peak < Math.max(TIMES * usual, usual + least)) {
            sentences.add(capital(what) + " stayed near " + words.of(usual) + ": from the fault on it was at most "
                    + words.of(peak) + " in any second.");
            return;
        }
        Series.Second risen = first(after, value, usual + (peak - usual) / 2);
        Series.Second high = lastAbove(after, value, usual + LEFT_OF_RISE * (peak - usual));
        sentences.add(capital(what) + " rose from " + words.of(usual) + " to " + words.of(peak) + " within "
                + seconds(begin, endOf(risen)) + " of the fault, and "
                + back(high, after.get(after.size() - 1)) + ".");
    }

    private static Series.Second first(
            List<Series.Second> seconds, ToDoubleFunction<Series.Second> value, double above) {
        return seconds.stream()
                .filter(second -> value.applyAsDouble(second) >= above)
                .findFirst()
                .orElseThrow();
    }

    private static Series.Second lastAbove(
            List<Series.Second> seconds, ToDoubleFunction<Series.Second> value, double above) {
        Series.@Nullable Second last = null;
        for (Series.Second second : seconds) {
            last = value.applyAsDouble(second) > above ? second : last;
        }
        return last == null ? seconds.get(0) : last;
    }

    /** @param known the last second that has a value at all */
    private String back(Series.Second high, Series.Second known) {
        if (high.equals(known) && known.start().isBefore(last)) {
            return "no request was answered after that";
        }
        if (!high.start().isBefore(last.minusSeconds(1))) {
            return "was not back by the end";
        }
        if (isLasting && endOf(high).isBefore(end.minusSeconds(2))) {
            return "was back while the fault was still on";
        }
        String ended = isLasting ? "after it ended" : "after it";
        return endOf(high).isAfter(end)
                ? "was back " + seconds(end, endOf(high)) + " " + ended
                : "was back right " + ended;
    }

    private static Instant endOf(Series.Second second) {
        return second.start().plusSeconds(1);
    }

    /** In whole seconds, which is all that such a row can show. */
    private static String seconds(Instant from, Instant to) {
        return Math.max(1, (Duration.between(from, to).toMillis() + 999) / 1000) + " s";
    }

    private static String millis(double value) {
        return Quantity.time(Duration.ofNanos(Math.round(value * 1e6))).toString();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, share > 0 && share < 0.01 ? "%.1f%%" : "%.0f%%", share * 100);
    }

    private static String capital(String text) {
        return text.startsWith("p9") ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
