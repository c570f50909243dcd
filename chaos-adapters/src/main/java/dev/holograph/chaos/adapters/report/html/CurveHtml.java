package dev.holograph.chaos.adapters.report.html;

import dev.holograph.chaos.adapters.chart.TimelineSvg;
import dev.holograph.chaos.adapters.chart.TimelineSvg.Drawing;
import dev.holograph.chaos.report.CurveReport;
import dev.holograph.chaos.report.CurveReport.Point;
import dev.holograph.chaos.report.Timeline;
import dev.holograph.chaos.report.Timeline.Panel;
import dev.holograph.chaos.report.TrendReport.ObjectiveTrend;
import dev.holograph.chaos.report.TrendReport.ValueCell;
import dev.holograph.chaos.slo.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Writes what scenarios come to over the values of a parameter into an HTML file, which loads nothing. */
public final class CurveHtml {

    private static final int HEIGHT = 170;

    private final HtmlPage page = new HtmlPage("Chaos curves", "", "curve-nav.mustache", "curve.mustache");

    /** Makes the file anew. */
    public void write(Path file, List<CurveReport> curves) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        List<HtmlFile.Part> parts = new ArrayList<>();
        for (int i = 0; i < curves.size(); i++) {
            parts.add(page.part(view("c-" + i, curves.get(i))));
        }
        page.write(file, parts);
    }

    /**
     * What the template of a curve shows.
     *
     * @param result the worst of all runs
     * @param with the values that are the same in all runs; empty if there are none
     */
    private record View(
            String anchor,
            String result,
            String verdict,
            CurveReport curve,
            String with,
            List<PointView> points,
            List<ObjectiveTrend> objectives,
            Drawing bands,
            List<String> panels,
            String data) {}

    private record PointView(Point point, String verdict, List<CellView> cells) {}

    /** A value with its objective's name, which stands beside it on a narrow screen. */
    private record CellView(String name, ValueCell cell) {}

    private View view(String anchor, CurveReport curve) {
        List<String> names = curve.points().stream().map(Point::value).toList();
        Timeline timeline = curve.timeline();
        TimelineSvg svg = new TimelineSvg(timeline, "verdict", names);
        List<String> panels = IntStream.range(0, timeline.panels().size())
                .mapToObj(i -> page.figure(figure(svg, timeline.panels().get(i), i)))
                .toList();
        Result worst = curve.points().stream().map(Point::result).reduce(Result.PASS, Result::and);
        return new View(
                anchor,
                worst.name(),
                worst.words(),
                curve,
                curve.fixed(),
                curve.points().stream()
                        .map(point -> view(point, curve.objectives()))
                        .toList(),
                curve.objectives(),
                svg.bands(),
                panels,
                ChartData.of(timeline, names));
    }

    private static PointView view(Point point, List<ObjectiveTrend> objectives) {
        List<CellView> cells = IntStream.range(0, objectives.size())
                .mapToObj(i ->
                        new CellView(objectives.get(i).name(), point.cells().get(i)))
                .toList();
        return new PointView(point, point.result().words(), cells);
    }

    private static SectionView.FigureView figure(TimelineSvg svg, Panel panel, int index) {
        return SectionView.FigureView.of(svg, panel, index, !panel.breaches().isEmpty(), HEIGHT);
    }
}
