package dev.holograph.chaos.adapters.report.github;

import dev.holograph.chaos.adapters.markdown.MarkdownSection;
import dev.holograph.chaos.report.ReportModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The summary of a job: a table over all scenarios, and for each what decided it with its chart as text, since images
 * beside the report and those within its text are not shown there. By GitHub's documentation all of a step may have 1 MiB,
 * and a summary that is larger is lost as a whole: what would not fit is left out, and said so.
 */
public final class StepSummary {

    /** Limit, of the 1,048,576 that GitHub allows: other commands of the step may write to the file as well. */
    private static final int MOST_BYTES = 900_000;

    private static final String LEFT_OUT = "\n_%d more are in the report, which would be too long for this summary._\n";

    private static final MarkdownSection TABLE = new MarkdownSection("github/table.mustache");
    private static final MarkdownSection SCENARIO = new MarkdownSection("github/scenario.mustache");

    private StepSummary() {}

    /** All scenarios, and where the whole report is. */
    private record Build(List<ReportModel> runs, String report) {}

    /**
     * Adds to the file that GitHub names in {@code GITHUB_STEP_SUMMARY}.
     *
     * @param report where the report is, as it is shown
     */
    public static void append(Path file, List<ReportModel> runs, String report) throws IOException {
        Files.writeString(file, text(runs, report, MOST_BYTES), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    static String text(List<ReportModel> runs, String report, int most) {
        StringBuilder text = new StringBuilder(TABLE.of(new Build(runs, report)));
        int left = most - bytes(text.toString()) - LEFT_OUT.length() - 10;
        int shown = 0;
        for (ReportModel run : runs) {
            String section = "\n" + SCENARIO.of(run);
            left -= bytes(section);
            if (left < 0) {
                text.append(String.format(java.util.Locale.ROOT, LEFT_OUT, runs.size() - shown));
                break;
            }
            text.append(section);
            shown++;
        }
        return text.toString();
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
