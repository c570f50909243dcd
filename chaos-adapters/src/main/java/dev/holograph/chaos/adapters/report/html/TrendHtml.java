package dev.holograph.chaos.adapters.report.html;

import com.github.mustachejava.Mustache;
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

    private final Mustache page;
    private final Mustache nav;
    private final Mustache section;
    private final Mustache figure;

    public TrendHtml() {
        HtmlFactory factory = new HtmlFactory();
        page = factory.compile(HtmlFactory.FOLDER + "page.mustache");
        nav = factory.compile(HtmlFactory.FOLDER + "trend-nav.mustache");
        section = factory.compile(HtmlFactory.FOLDER + "trend.mustache");
        figure = factory.compile(HtmlFactory.FOLDER + "figure.mustache");
    }

    /** Makes the file anew. */
    public void write(Path file, List<TrendReport> trends) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        List<HtmlFile.Part> parts = new ArrayList<>();
        for (int i = 0; i < trends.size(); i++) {
            View view = view("t-" + i, trends.get(i));
            parts.add(new HtmlFile.Part(HtmlFactory.text(nav, view), HtmlFactory.text(section, view)));
        }
        Assets assets = Assets.load();
        HtmlFactory.write(
                file,
                HtmlFactory.text(
                        page,
                        new HtmlFactory.Page(
                                assets.policy(),
                                HtmlFile.GENERATOR,
                                "Chaos trend",
                                "",
                                assets.style(),
                                assets.script(),
                                parts.size() > 1,
                                parts)));
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
                .mapToObj(i ->
                        HtmlFactory.text(figure, figure(svg, timeline.panels().get(i), i)))
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
        List<SectionView.KeyView> keys = IntStream.range(0, panel.lines().size())
                .mapToObj(line ->
                        new SectionView.KeyView(panel.lines().get(line).name(), TimelineSvg.colour(panel, line)))
                .toList();
        // Of the last run: earlier ones are in the chart.
        int end = panel.lines().get(0).values().length;
        boolean isBeyond = panel.breaches().stream().anyMatch(band -> band.to() >= end);
        return new SectionView.FigureView(index, panel.title(), keys, isBeyond, svg.panel(panel, HEIGHT));
    }
}
