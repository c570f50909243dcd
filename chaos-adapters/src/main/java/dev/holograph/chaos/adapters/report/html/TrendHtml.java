package dev.holograph.chaos.adapters.report.html;

import dev.holograph.chaos.adapters.chart.TimelineSvg;
import dev.holograph.chaos.adapters.chart.TimelineSvg.Drawing;
import dev.holograph.chaos.report.Timeline;
import dev.holograph.chaos.report.Timeline.Panel;
import dev.holograph.chaos.report.TrendReport;
import dev.holograph.chaos.report.TrendReport.ObjectiveTrend;
import dev.holograph.chaos.report.TrendReport.RunRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Writes the trend of all runs of a history into an HTML file, which loads nothing. */
public final class TrendHtml {

    private static final int HEIGHT = 130;

    private final HtmlPage page = new HtmlPage("Chaos trend", "", "trend-nav.mustache", "trend.mustache");

    /** Makes the file anew. */
    public void write(Path file, List<TrendReport> trends) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        List<HtmlFile.Part> parts = new ArrayList<>();
        for (int i = 0; i < trends.size(); i++) {
            parts.add(page.part(view("t-" + i, trends.get(i))));
        }
        page.write(file, parts);
    }

    /**
     * What the template of a scenario shows.
     *
     * @param runs newest first
     */
    private record View(
            String anchor,
            String result,
            String verdict,
            TrendReport trend,
            String count,
            List<RowView> runs,
            List<ObjectiveTrend> objectives,
            Drawing bands,
            List<String> panels,
            String data) {}

    private record RowView(RunRow run, String verdict) {}

    private View view(String anchor, TrendReport trend) {
        List<String> names = trend.runs().stream()
                .map(run -> run.started().substring(0, "2026-01-02".length()))
                .toList();
        Timeline timeline = trend.timeline();
        TimelineSvg svg = new TimelineSvg(timeline, "verdict", names);
        List<RowView> rows = new ArrayList<>(trend.runs().stream()
                .map(run -> new RowView(run, run.result().words()))
                .toList());
        Collections.reverse(rows);
        List<String> panels = IntStream.range(0, timeline.panels().size())
                .mapToObj(i -> page.figure(figure(svg, timeline.panels().get(i), i)))
                .toList();
        RowView last = rows.get(0);
        return new View(
                anchor,
                last.run().result().name(),
                last.verdict(),
                trend,
                rows.size() == 1 ? "1 run" : rows.size() + " runs",
                rows,
                trend.objectives(),
                svg.bands(),
                panels,
                ChartData.of(timeline, names));
    }

    private static SectionView.FigureView figure(TimelineSvg svg, Panel panel, int index) {
        // Of the last run: earlier ones are in the chart.
        int end = panel.lines().get(0).values().length;
        boolean isBeyond = panel.breaches().stream().anyMatch(band -> band.to() >= end);
        return SectionView.FigureView.of(svg, panel, index, isBeyond, HEIGHT);
    }
}
