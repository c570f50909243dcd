package dev.holograph.chaos.report;

import dev.holograph.chaos.report.ReportModel.FailureRow;
import dev.holograph.chaos.run.RunResult;
import dev.holograph.chaos.scenario.Phase;
import dev.holograph.chaos.slo.FailureCount;
import dev.holograph.chaos.slo.FailureReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Puts into words why requests failed. */
public final class FailureRows {

    private static final int SHOWN = 10;
    private static final int LONGEST_ANSWER = 120;
    private static final int UNAUTHORIZED = 401;
    private static final String NONE = "–";

    private final RunResult result;

    private FailureRows(RunResult result) {
        this.result = result;
    }

    /** A row for each of the most frequent reasons of each load and each of its requests. */
    static List<FailureRow> of(RunResult result) {
        FailureRows rows = new FailureRows(result);
        return FailureCount.of(result.observed()).stream()
                .limit(SHOWN)
                .map(rows::row)
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
                        + rows.of(count) + ", from " + rows.offset(count.first()) + " to "
                        + rows.offset(count.last())
                        + rows.expired(count))
                .toList();
    }

    /** A token that has expired looks like a system that refuses; an answer need not say how long it is valid. */
    private String expired(FailureCount count) {
        boolean hasSetup = result.plan().scenario().loads().stream()
                .anyMatch(load -> load.name().equals(count.load()) && load.setup() != null);
        return hasSetup && count.reason().equals(FailureReason.status(UNAUTHORIZED))
                ? "; what its setup was answered may have expired"
                : "";
    }

    /** Whose failures these are, as far as there are others. */
    private String of(FailureCount count) {
        boolean isOnly = result.plan().scenario().loads().size() == 1;
        String load = isOnly ? "" : "load '" + count.load() + "'";
        String request = count.request() == null ? "" : "request '" + count.request() + "'";
        String both = load + (load.isEmpty() || request.isEmpty() ? "" : ", ") + request;
        return both.isEmpty() ? "" : " (" + both + ")";
    }

    private FailureRow row(FailureCount count) {
        return new FailureRow(
                count.request() == null ? count.load() : count.load() + " / " + count.request(),
                count.reason().text(),
                number(count, Phase.BASELINE),
                number(count, Phase.FAULT),
                number(count, Phase.RECOVERY),
                offset(count.first()),
                offset(count.last()),
                answer(count.sample()));
    }

    private static String number(FailureCount count, Phase phase) {
        return Long.toString(count.perPhase().getOrDefault(phase, 0L));
    }

    /** On one line. */
    private static String answer(@Nullable String sample) {
        if (sample == null || sample.isBlank()) {
            return "";
        }
        // Cleaned before it is cut: half of a terminal's sequence would no longer be known as one.
        String line = PlainText.of(sample).replaceAll("\\s+", " ").strip();
        boolean isLong = line.codePointCount(0, line.length()) > LONGEST_ANSWER;
        return isLong ? line.substring(0, line.offsetByCodePoints(0, LONGEST_ANSWER)) + " …" : line;
    }

    private String offset(Instant moment) {
        if (result.times() == null) {
            return NONE;
        }
        Duration since = Duration.between(result.times().firstDue(), moment);
        return String.format(Locale.ROOT, "%.1fs", since.toMillis() / 1e3);
    }
}
