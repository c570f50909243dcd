package dev.holograph.chaos.report;

import dev.holograph.chaos.slo.Result;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a report shows that has room for more than words in a table: the same run over time, each objective in full, the
 * journal, and how to run it again. Texts are plain: whatever writes them escapes them for its own format.
 *
 * @param report the same run in words
 * @param result of the run, for colours
 * @param decisive the findings that made it, worst first
 * @param others all other findings
 * @param figures the few numbers that a reader wants first
 * @param timeline {@code null} if no load ever ran
 * @param journal in order; empty where there is none any more
 * @param again commands
 */
public record DetailedReport(
        ReportModel report,
        Result result,
        List<FindingRow> decisive,
        List<FindingRow> others,
        List<Figure> figures,
        @Nullable Timeline timeline,
        List<ObjectiveDetail> objectives,
        List<JournalRow> journal,
        List<Command> again) {

    public DetailedReport {
        decisive = List.copyOf(decisive);
        others = List.copyOf(others);
        figures = List.copyOf(figures);
        objectives = List.copyOf(objectives);
        journal = List.copyOf(journal);
        again = List.copyOf(again);
    }

    /** One finding in one sentence. */
    public record FindingRow(Result result, String sentence) {}

    /** One number with what it is about. */
    public record Figure(String name, String value, String note, boolean isBad) {}

    /**
     * One objective in full, in words; empty where there is nothing to say.
     *
     * @param name the one that the scenario gives it, else its text
     * @param text as it was written; empty where it is the name
     * @param bound what it was held against
     * @param value what decided
     * @param when where that was measured
     * @param margin how far that is from the bound: with a minus sign on the wrong side
     * @param interval how sure the margin is
     * @param outcome in one word or two
     * @param isGood whether it holds; also true if it was not judged
     */
    public record ObjectiveDetail(
            String role,
            String name,
            String text,
            String bound,
            String value,
            String when,
            String margin,
            String interval,
            String baseline,
            String fault,
            String recovery,
            Result result,
            String outcome,
            boolean isJudged,
            boolean isGood) {}

    /** One thing that happened. */
    public record JournalRow(String at, String event, String subject, String details) {}

    /** What to type. */
    public record Command(String purpose, String text) {}
}
