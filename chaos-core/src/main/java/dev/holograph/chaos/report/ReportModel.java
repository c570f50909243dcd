package dev.holograph.chaos.report;

import java.util.List;

/**
 * What any report of a run shows, in words: templates contain no logic beyond lists.
 *
 * @param summary the verdict in one sentence
 * @param reasons the findings that made the verdict what it is
 * @param otherFindings all others
 * @param behaviour how latency and errors went, in sentences; empty where there was no fault, or no requests are counted
 * @param failures why requests failed, the most frequent reasons first
 * @param services what they printed about trouble, those that printed any
 * @param recoveries from each episode of faults; empty where there was only one
 * @param lostIds the first of the lost writes
 * @param trend with which earlier runs this one is compared, in one sentence
 * @param trendRows empty where there is none
 * @param suggestedLessons made from the findings
 */
public record ReportModel(
        String scenario,
        String title,
        String hypothesis,
        String owner,
        List<String> links,
        String verdict,
        String summary,
        List<String> reasons,
        List<String> otherFindings,
        List<ObjectiveRow> objectives,
        List<String> behaviour,
        List<String> chart,
        List<PhaseRow> phases,
        List<FailureRow> failures,
        List<ServiceRow> services,
        String recovery,
        List<RecoveryRow> recoveries,
        String lostWrites,
        List<String> lostIds,
        List<FaultRow> faults,
        String trend,
        List<TrendRow> trendRows,
        List<String> suggestedLessons,
        String run,
        String started,
        String took,
        String environment,
        String load,
        List<String> versions,
        String seed) {

    /** One objective with its value in each phase; a dash where there is none. */
    public record ObjectiveRow(
            String role,
            String name,
            String objective,
            String baseline,
            String fault,
            String recovery,
            String judged,
            String result) {}

    /** One phase with its length, its requests and their answers. */
    public record PhaseRow(String phase, String began, String lasted, String requests, String errors) {}

    /**
     * Requests of one load that failed for one reason.
     *
     * @param load its name, followed by that of the request where the load makes several kinds
     * @param answer the beginning of one of the answers
     */
    public record FailureRow(
            String load,
            String reason,
            String baseline,
            String fault,
            String recovery,
            String first,
            String last,
            String answer) {}

    /**
     * What a service printed about trouble while it was under load.
     *
     * @param log where the whole log is
     * @param others that there were more kinds of lines than are kept; empty if not
     */
    public record ServiceRow(String service, String log, List<Line> lines, String others) {

        /** One kind of line, and how often it came. */
        public record Line(String level, String text, String baseline, String fault, String recovery) {}
    }

    /** What became of the system after one episode of faults. */
    public record RecoveryRow(String after, String over, String until, String took) {}

    /** One fault with its four instants and what speaks for it being real. */
    public record FaultRow(
            String name,
            String description,
            String injectionRequested,
            String injectionConfirmed,
            String undoRequested,
            String undoConfirmed,
            List<String> evidence) {}

    /** One objective over the earlier runs and this one; {@code mark} is empty where nothing is wrong. */
    public record TrendRow(String role, String objective, String earlier, String median, String now, String mark) {}
}
