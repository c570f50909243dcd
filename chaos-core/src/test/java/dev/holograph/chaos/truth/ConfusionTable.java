package dev.holograph.chaos.truth;

import dev.holograph.chaos.slo.Result;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** How often each verdict was given to each kind of system. */
final class ConfusionTable {

    private static final String[] SORTS = {"green", "warned", "not proven", "red"};
    private static final int WARNED = 1;
    private static final int NOT_PROVEN = 2;
    private static final int RED = 3;
    private static final List<Result> ORDER = List.of(Result.PASS, Result.WARN, Result.BREACH, Result.NOT_PROVEN);

    private final Map<Kind, long[]> counts = new EnumMap<>(Kind.class);

    synchronized void add(Kind kind, Result verdict) {
        counts.computeIfAbsent(kind, key -> new long[SORTS.length])[sort(verdict)]++;
    }

    static int sort(Result verdict) {
        return switch (verdict) {
            case PASS -> 0;
            case WARN -> WARNED;
            case NOT_PROVEN, INTERRUPTED -> NOT_PROVEN;
            default -> RED;
        };
    }

    static boolean isGreen(Result verdict) {
        return sort(verdict) <= WARNED;
    }

    /** Green although something is broken, or nothing was shown, or without the warning that is due. */
    long falseGreen() {
        return sum(kind -> kind.truth() != null && kind.truth() != Result.PASS, 0)
                + sum(kind -> kind.truth() == Result.NOT_PROVEN || kind.truth() == Result.BREACH, WARNED);
    }

    /** The same of one kind. */
    long falseGreen(Kind kind) {
        return kind.truth() == null || kind.truth() == Result.PASS
                ? 0
                : sum(one -> one == kind, 0) + (kind.truth() == Result.WARN ? 0 : sum(one -> one == kind, WARNED));
    }

    /** The build of a good system fails, or a system is blamed of which the run shows nothing. */
    long falseRed() {
        return sum(kind -> kind.truth() == Result.PASS || kind.truth() == Result.WARN, NOT_PROVEN)
                + sum(kind -> kind.truth() != null && kind.truth() != Result.BREACH, RED);
    }

    /** A breach that the run did show is called not proven: the build fails, for the wrong reason. */
    long wrongReason() {
        return sum(kind -> kind.truth() == Result.BREACH, NOT_PROVEN);
    }

    long notGreen() {
        return runs(kind -> kind.truth() != null && kind.truth() != Result.PASS);
    }

    long notRed() {
        return runs(kind -> kind.truth() != null && kind.truth() != Result.BREACH);
    }

    long runs(Predicate<Kind> which) {
        return IntStream.range(0, SORTS.length)
                .mapToLong(sort -> sum(which, sort))
                .sum();
    }

    /** Verdicts that are not the truth. */
    long wrong(Kind kind) {
        Result truth = kind.truth();
        return truth == null
                ? 0
                : runs(one -> one == kind) - counts.getOrDefault(kind, new long[SORTS.length])[sort(truth)];
    }

    private long sum(Predicate<Kind> which, int sort) {
        return counts.entrySet().stream()
                .filter(entry -> which.test(entry.getKey()))
                .mapToLong(entry -> entry.getValue()[sort])
                .sum();
    }

    /** As Markdown. */
    String table() {
        StringBuilder text = new StringBuilder(
                "| system or run | truth | runs | green | warned | not proven | red |\n|---|---|--:|--:|--:|--:|--:|\n");
        List<Kind> byTruth = new ArrayList<>(counts.keySet());
        byTruth.sort(Comparator.comparing(kind -> kind.truth() == null ? SORTS.length : ORDER.indexOf(kind.truth())));
        byTruth.forEach(kind -> text.append(row(kind, counts.getOrDefault(kind, new long[SORTS.length]))));
        return text.toString();
    }

    /** One row of the table, without the end of its line. */
    String row(Kind kind) {
        return row(kind, counts.getOrDefault(kind, new long[SORTS.length])).strip();
    }

    private static String row(Kind kind, long[] row) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %d | %d | %d | %d | %d |%n",
                kind.words(),
                truth(kind.truth()),
                LongStream.of(row).sum(),
                row[0],
                row[1],
                row[2],
                row[3]);
    }

    private static String truth(@Nullable Result truth) {
        return truth == null ? "near, any" : SORTS[sort(truth)];
    }

    /** The two errors with their limits. */
    String rates() {
        return "false green " + rate(falseGreen(), notGreen()) + "; false red " + rate(falseRed(), notRed())
                + "; red called not proven " + rate(wrongReason(), runs(kind -> kind.truth() == Result.BREACH));
    }

    static String rate(long events, long trials) {
        return String.format(
                Locale.ROOT,
                "%d of %d (%.2f %%, at most %.2f %%)",
                events,
                trials,
                trials == 0 ? 0 : 100.0 * events / trials,
                trials == 0 ? 100 : 100 * Confidence.upper(events, trials));
    }
}
