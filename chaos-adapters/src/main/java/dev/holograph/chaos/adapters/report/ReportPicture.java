package dev.holograph.chaos.adapters.report;

import dev.holograph.chaos.adapters.chart.TimelinePicture;
import dev.holograph.chaos.report.DetailedReport;
import dev.holograph.chaos.report.PlainText;
import dev.holograph.chaos.report.ReportModel;
import dev.holograph.chaos.report.Timeline;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The picture of a scenario's last run, a file beside the report.
 *
 * @param file where it is; its name depends on those of the report and the scenario alone
 * @param link to it from the report; empty where the run has no picture
 * @param image the picture as Markdown shows it: an element of HTML, since only that can say how wide it is, and a
 *     picture of a fixed width has letters too small for a telephone
 */
record ReportPicture(Path file, String link, String image) {

    private static final int LONGEST = 120;

    static ReportPicture of(Path report, ReportModel model) {
        return new ReportPicture(file(report, model.scenario()), "", "");
    }

    /** Writes it, or takes away that of an earlier run where this one has none: no load ever ran. */
    static ReportPicture write(Path report, DetailedReport run) throws IOException {
        ReportModel model = run.report();
        Path file = file(report, model.scenario());
        Timeline timeline = run.timeline();
        if (timeline == null) {
            Files.deleteIfExists(file);
            return of(report, model);
        }
        String title = model.verdict() + ": " + model.title();
        Files.writeString(file, TimelinePicture.of(timeline, title));
        return new ReportPicture(file, link(file), image(file, title + " – " + TimelinePicture.words(timeline)));
    }

    /** A picture beside a Markdown file, as this shows it. */
    static String image(Path file, String words) {
        return "<img src=\"" + link(file) + "\" width=\"100%\" alt=\"" + attribute(words) + "\">";
    }

    private static String link(Path file) {
        return URLEncoder.encode(file.getFileName().toString(), StandardCharsets.UTF_8)
                .replace("+", "%20");
    }

    /** On one line, and nothing but text also where Markdown is read in it. */
    private static String attribute(String text) {
        StringBuilder escaped = new StringBuilder();
        PlainText.of(text).replaceAll("\\s+", " ").strip().codePoints().forEach(character -> {
            if (Character.isLetterOrDigit(character) || " .,:;–/()%-".indexOf(character) >= 0) {
                escaped.appendCodePoint(character);
            } else {
                escaped.append("&#").append(character).append(';');
            }
        });
        return escaped.toString();
    }

    private static Path file(Path report, String scenario) {
        String name = report.getFileName().toString().replaceFirst("\\.[^.]*$", "");
        return report.resolveSibling(name + "-" + safe(scenario) + ".svg");
    }

    /** Only what any file system takes; other characters by their number, and long names by their hash. */
    static String safe(String scenario) {
        StringBuilder safe = new StringBuilder();
        scenario.codePoints().forEach(character -> {
            if (character < 128 && (Character.isLetterOrDigit(character) || character == '-')) {
                safe.appendCodePoint(character);
            } else {
                safe.append('_').append(Integer.toHexString(character)).append('_');
            }
        });
        return safe.length() <= LONGEST
                ? safe.toString()
                : safe.substring(0, LONGEST) + "_" + Integer.toHexString(scenario.hashCode());
    }
}
