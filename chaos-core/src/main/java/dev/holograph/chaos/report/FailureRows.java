package dev.holograph.chaos.report;

import dev.holograph.chaos.report.ReportModel.FailureRow;
import dev.holograph.chaos.run.RunResult;
import dev.holograph.chaos.scenario.Phase;
import dev.holograph.chaos.slo.FailureCount;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Puts into words why requests failed. */
public final class FailureRows {

    private static final int SHOWN = 10;
    private static final int LONGEST_ANSWER = 120;
    private static final String NONE = "–";

    private final RunResult result;

    private FailureRows(RunResult result) {
        this.result = result;
    }

    /** A row for each of the most frequent reasons of each load, for a cell of a Markdown table. */
    static List<FailureRow> of(RunResult result) {
        return rows(result, FailureRows::code);
    }

    /** The same for any other format, which escapes what it shows by itself. */
    static List<FailureRow> plain(RunResult result) {
        return rows(result, UnaryOperator.identity());
    }

    private static List<FailureRow> rows(RunResult result, UnaryOperator<String> answers) {
        FailureRows rows = new FailureRows(result);
        return FailureCount.of(result.observed()).stream()
                .limit(SHOWN)
                .map(count -> rows.row(count, answers))
                .toList();
    }

    /**
     * The most frequent reasons in one sentence each, for a console.
     *
     * @param most how many at most
     */
    public static List<String> sentences(RunResult result, int most) {
        FailureRows rows = new FailureRows(result);
        return FailureCount.of(result.observed()).stream()
                .limit(most)
                .map(count -> "requests failed: " + count.count() + " × "
                        + count.reason().text()
                        + rows.of(count.load()) + ", from " + rows.offset(count.first()) + " to "
                        + rows.offset(count.last()))
                .toList();
    }

    private String of(String load) {
        return result.plan().scenario().loads().size() == 1 ? "" : " (load '" + load + "')";
    }

    private FailureRow row(FailureCount count, UnaryOperator<String> answers) {
        return new FailureRow(
                count.load(),
                count.reason().text(),
                number(count, Phase.BASELINE),
                number(count, Phase.FAULT),
                number(count, Phase.RECOVERY),
                offset(count.first()),
                offset(count.last()),
                answer(count.sample(), answers));
    }

    private static String number(FailureCount count, Phase phase) {
        return Long.toString(count.perPhase().getOrDefault(phase, 0L));
    }

    /** A code span without what would end it, or the cell. */
    private static String code(String line) {
        return "`" + line.replace('`', '\'').replace('|', '¦') + "`";
    }

    /** On one line. */
    private static String answer(@Nullable String sample, UnaryOperator<String> shown) {
        if (sample == null || sample.isBlank()) {
            return NONE;
        }
        // Cleaned before it is cut: half of a terminal's sequence would no longer be known as one.
        String line = sample.replaceAll("[\\p{Cc}\\s]+", " ").strip();
        boolean isLong = line.codePointCount(0, line.length()) > LONGEST_ANSWER;
        return shown.apply(isLong ? line.substring(0, line.offsetByCodePoints(0, LONGEST_ANSWER)) + " …" : line);
    }

    private String offset(Instant moment) {
        if (result.times() == null) {
            return NONE;
        }
        Duration since = Duration.between(result.times().firstDue(), moment);
        return String.format(Locale.ROOT, "%.1fs", since.toMillis() / 1e3);
    }
}
