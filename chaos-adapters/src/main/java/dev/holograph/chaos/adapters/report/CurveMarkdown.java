package dev.holograph.chaos.adapters.report;

import dev.holograph.chaos.adapters.chart.TimelinePicture;
import dev.holograph.chaos.adapters.markdown.MarkdownSection;
import dev.holograph.chaos.report.CurveReport;
import dev.holograph.chaos.report.CurveReport.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes what scenarios come to over the values of a parameter into a Markdown file, with a picture beside it for each. */
public final class CurveMarkdown {

    private static final MarkdownSection TEMPLATE = new MarkdownSection("curve.mustache");

    private CurveMarkdown() {}

    private record View(List<CurveView> curves) {}

    /** @param with the values that are the same in all runs; empty if there are none */
    private record CurveView(CurveReport curve, String with, String image, List<PointView> points) {}

    private record PointView(Point point, String verdict) {}

    /** Makes the files anew. */
    public static void write(Path file, List<CurveReport> curves) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        List<CurveView> views = new ArrayList<>();
        for (CurveReport curve : curves) {
            views.add(new CurveView(
                    curve,
                    curve.fixed(),
                    picture(file, curve),
                    curve.points().stream()
                            .map(point -> new PointView(point, point.result().words()))
                            .toList()));
        }
        Files.writeString(file, TEMPLATE.of(new View(views)));
    }

    private static String picture(Path file, CurveReport curve) throws IOException {
        String name = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
        String what = curve.scenario() + " in " + curve.environment() + " over " + curve.parameter();
        String of =
                curve.scenario() + "-" + curve.environment() + (curve.fixed().isEmpty() ? "" : "-" + curve.fixed());
        Path svg = file.resolveSibling(name + "-" + ReportPicture.safe(of) + ".svg");
        Files.writeString(
                svg,
                TimelinePicture.of(
                        curve.timeline(),
                        what,
                        "verdict",
                        curve.points().stream().map(Point::value).toList()));
        return ReportPicture.image(svg, what);
    }
}
