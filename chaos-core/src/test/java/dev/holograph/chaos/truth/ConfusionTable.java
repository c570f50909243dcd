package dev.holograph.chaos.truth;

import dev.holograph.chaos.slo.Result;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How often each verdict was given to each kind of system. */
final class ConfusionTable {

    private static final String[] SORTS = {"green", "not proven", "red"};
    private static final List<Result> ORDER = List.of(Result.PASS, Result.BREACH, Result.NOT_PROVEN);

    private final Map<Kind, long[]> counts = new EnumMap<>(Kind.class);

    synchronized void add(Kind kind, Result verdict) {
        counts.computeIfAbsent(kind, key -> new long[3])[sort(verdict)]++;
    }

    static int sort(Result verdict) {
        return switch (verdict) {
            case PASS, WARN -> 0;
            case NOT_PROVEN, INTERRUPTED -> 1;
            default -> 2;
        };
    }

    /** Green although something is broken, or nothing was shown. */
    long falseGreen() {
        return sum(kind -> kind.truth() != null && kind.truth() != Result.PASS, 0);
    }

    /** The build of a good system fails, or a system is blamed of which the run shows nothing. */
    long falseRed() {
        return sum(kind -> kind.truth() == Result.PASS, 1)
                + sum(kind -> kind.truth() != null && kind.truth() != Result.BREACH, 2);
    }

    /** A breach that the run did show is called not proven: the build fails, for the wrong reason. */
    long wrongReason() {
        return sum(kind -> kind.truth() == Result.BREACH, 1);
    }

    long notGreen() {
        return runs(kind -> kind.truth() != null && kind.truth() != Result.PASS);
    }

    long notRed() {
        return runs(kind -> kind.truth() != null && kind.truth() != Result.BREACH);
    }

    long runs(Predicate<Kind> which) {
        return sum(which, 0) + sum(which, 1) + sum(which, 2);
    }

    /** Verdicts that are not the truth. */
    long wrong(Kind kind) {
        Result truth = kind.truth();
        return truth == null ? 0 : runs(one -> one == kind) - counts.getOrDefault(kind, new long[3])[sort(truth)];
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
                "| system or run | truth | runs | green | not proven | red |\n|---|---|--:|--:|--:|--:|\n");
        List<Kind> byTruth = new ArrayList<>(counts.keySet());
        byTruth.sort(Comparator.comparing(kind -> kind.truth() == null ? SORTS.length : ORDER.indexOf(kind.truth())));
        byTruth.forEach(kind -> text.append(row(kind, counts.getOrDefault(kind, new long[SORTS.length]))));
        return text.toString();
    }

    private static String row(Kind kind, long[] row) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %d | %d | %d | %d |%n",
                kind.words(),
                truth(kind.truth()),
                row[0] + row[1] + row[2],
                row[0],
                row[1],
                row[2]);
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
