package dev.holograph.chaos.adapters.report;

import dev.holograph.chaos.adapters.markdown.MarkdownSection;
import dev.holograph.chaos.report.TrendReport;
import dev.holograph.chaos.report.TrendReport.RunRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Writes the trend of all runs of a history into a Markdown file. */
public final class TrendMarkdown {

    /** A table with more rows is of no use; the HTML has all of them. */
    private static final int MOST_RUNS = 50;

    private static final MarkdownSection TEMPLATE = new MarkdownSection("trend.mustache");

    private TrendMarkdown() {}

    private record View(List<ScenarioView> trends) {}

    /**
     * @param shown the newest of the runs, newest first
     * @param left how many older ones are left out; empty if none
     */
    private record ScenarioView(TrendReport trend, String count, List<RowView> shown, String left) {}

    private record RowView(RunRow run, String verdict) {}

    /** Makes the file anew. */
    public static void write(Path file, List<TrendReport> trends) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(
                file,
                TEMPLATE.of(new View(trends.stream().map(TrendMarkdown::view).toList())));
    }

    private static ScenarioView view(TrendReport trend) {
        List<RowView> rows = new ArrayList<>(trend.runs().stream()
                .map(run -> new RowView(run, run.result().words()))
                .toList());
        Collections.reverse(rows);
        int left = rows.size() - MOST_RUNS;
        return new ScenarioView(
                trend,
                rows.size() == 1 ? "1 run" : rows.size() + " runs",
                rows.subList(0, Math.min(MOST_RUNS, rows.size())),
                left > 0 ? Integer.toString(left) : "");
    }
}
