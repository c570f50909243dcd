package dev.holograph.chaos.adapters.chart;

import dev.holograph.chaos.adapters.chart.TimelineSvg.Drawing;
import dev.holograph.chaos.report.Timeline;
import dev.holograph.chaos.report.Timeline.Panel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A timeline as an SVG file of its own: with its styles, for light and dark, as wide as the place it is shown in, and
 * without scripts. It has the panels of requests and those in which an objective is breached.
 */
public final class TimelinePicture {

    private static final int MOST_PANELS = 8;
    private static final int MARGIN = 12;
    private static final int HEAD = 18;
    private static final int GAP = 14;
    private static final int TALL = 180;
    private static final int LOW = 130;
    private static final String STYLE = style("picture.css");

    /** Style of a first lane that shows verdicts. */
    private static final String VERDICTS = style("verdicts.css");

    private final Timeline timeline;
    private final String phases;
    private final List<String> names;
    private final List<Panel> panels;
    private final StringBuilder drawn = new StringBuilder();
    private int height = MARGIN;

    private TimelinePicture(Timeline timeline, String phases, List<String> names) {
        this.timeline = timeline;
        this.phases = phases;
        this.names = names;
        this.panels = panels(timeline);
    }

    private static List<Panel> panels(Timeline timeline) {
        return timeline.panels().stream()
                .filter(panel -> panel.isOfRequests() || !panel.breaches().isEmpty())
                .limit(MOST_PANELS)
                .toList();
    }

    /**
     * The file's text.
     *
     * @param title of the run, shown by a browser under the pointer
     */
    public static String of(Timeline timeline, String title) {
        return of(timeline, title, "phase", List.of());
    }

    /**
     * The same where seconds stand for something else.
     *
     * @param phases what the first lane shows
     * @param names of each second
     */
    public static String of(Timeline timeline, String title, String phases, List<String> names) {
        return new TimelinePicture(timeline, phases, names).draw(title);
    }

    /** What it shows, in a few words. */
    public static String words(Timeline timeline) {
        return "phases, faults and recovery"
                + panels(timeline).stream().map(panel -> ", " + panel.title()).collect(Collectors.joining())
                + " over time";
    }

    private String draw(String title) {
        TimelineSvg svg = new TimelineSvg(timeline, phases, names);
        put(svg.bands());
        key();
        for (int i = 0; i < panels.size(); i++) {
            head(panels.get(i));
            put(svg.panel(panels.get(i), i == 0 ? TALL : LOW));
        }
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100%\" height=\"" + height + "\">\n<title>"
                + SvgText.escaped(title) + "</title>\n<style>" + STYLE + (names.isEmpty() ? "" : VERDICTS)
                + "</style>\n"
                + "<rect class=\"card\" width=\"100%\" height=\"100%\" rx=\"8\"/>\n" + drawn + "</svg>\n";
    }

    private void put(Drawing drawing) {
        row(
                drawing.height(),
                "<svg x=\"-56\" width=\"56\" height=\"" + drawing.height() + "\">" + drawing.axis() + "</svg>"
                        + drawing.plot());
        height += drawing.height() + GAP;
    }

    /** What is left of its beginning belongs to the axis. No calculation of widths is understood by all browsers. */
    private void row(int tall, String shapes) {
        drawn.append("<svg x=\"16%\" y=\"")
                .append(height)
                .append("\" width=\"82%\" height=\"")
                .append(tall)
                .append("\" overflow=\"visible\">")
                .append(shapes)
                .append("</svg>\n");
    }

    private void head(Panel panel) {
        StringBuilder text = new StringBuilder("<text class=\"key\" x=\"-56\" y=\"10\"><tspan class=\"head\">")
                .append(SvgText.escaped(panel.title()))
                .append("</tspan>");
        for (int i = 0; i < panel.lines().size(); i++) {
            key(text, TimelineSvg.colour(panel, i), panel.lines().get(i).name());
        }
        row(HEAD, text.append("</text>").toString());
        height += HEAD;
    }

    /** What the colours of the bars mean, those that are there. */
    private void key() {
        StringBuilder text = new StringBuilder("<text class=\"key\" x=\"" + (-56 - GAP) + "\" y=\"2\">");
        if (!timeline.faults().isEmpty()) {
            key(text, "fault", "fault");
        }
        if (timeline.recoveries().stream().anyMatch(Timeline.Recovery::isSeen)) {
            key(text, "heal", "recovering");
        }
        if (timeline.hasBreaches() || !timeline.recoveries().stream().allMatch(Timeline.Recovery::isSeen)) {
            key(text, "breach", "not held");
        }
        row(HEAD, text.append("</text>").toString());
        height += HEAD + GAP;
    }

    private static void key(StringBuilder text, String colour, String name) {
        text.append("<tspan dx=\"")
                .append(GAP)
                .append("\" class=\"key-")
                .append(colour)
                .append("\">■</tspan><tspan dx=\"4\">")
                .append(SvgText.escaped(name))
                .append("</tspan>");
    }

    private static String style(String name) {
        try (InputStream in = TimelinePicture.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
