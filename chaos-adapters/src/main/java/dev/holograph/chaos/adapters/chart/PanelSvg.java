package dev.holograph.chaos.adapters.chart;

import dev.holograph.chaos.adapters.chart.TimelineSvg.Drawing;
import dev.holograph.chaos.report.Timeline;
import dev.holograph.chaos.report.Timeline.Band;
import dev.holograph.chaos.report.Timeline.FaultBand;
import dev.holograph.chaos.report.Timeline.Limit;
import dev.holograph.chaos.report.Timeline.Line;
import dev.holograph.chaos.report.Timeline.Panel;
import dev.holograph.chaos.scenario.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Draws the lines of a panel. */
final class PanelSvg {

    private static final int TOP = 10;
    private static final int AXIS = 20;

    /** A line has so many columns at most; more than a screen has pixels are of no use. */
    private static final int MOST_COLUMNS = 500;

    /** Labels of bounds that are nearer to each other would overlap. */
    private static final int LABEL_DISTANCE = 14;

    private final Timeline timeline;
    private final TimeAxis axis;
    private final Shapes shapes;

    PanelSvg(Timeline timeline, TimeAxis axis) {
        this.timeline = timeline;
        this.axis = axis;
        this.shapes = new Shapes(axis);
    }

    /** The lines of a panel with its bounds, behind them when faults were on and where objectives did not hold. */
    Drawing draw(Panel panel, int height) {
        Scale scale = Scale.of(panel);
        int lines = height - TOP - AXIS;
        StringBuilder values = new StringBuilder();
        StringBuilder drawn = new StringBuilder();
        for (FaultBand fault : timeline.faults()) {
            drawn.append(shapes.behind("fault-behind", fault.requested(), fault.undone(), 0, height - AXIS));
        }
        for (Band breach : Shapes.joined(panel.breaches())) {
            drawn.append(shapes.behind("breach-behind", breach.from(), breach.to(), 0, height - AXIS));
            drawn.append(shapes.behind("breach-mark", breach.from(), breach.to(), 0, 4));
        }
        for (double tick : scale.ticks()) {
            double y = TOP + (1 - scale.at(tick)) * lines;
            drawn.append("<line class=\"grid\" x2=\"100%\" y1=\"")
                    .append(SvgText.number(y))
                    .append("\" y2=\"")
                    .append(SvgText.number(y))
                    .append("\"/>");
            values.append("<text class=\"tick\" x=\"50\" y=\"")
                    .append(SvgText.number(y + 4))
                    .append("\" text-anchor=\"end\">")
                    .append(SvgText.escaped(scale.label(tick)))
                    .append("</text>");
        }
        seconds(drawn, height);
        drawn.append("<svg y=\"")
                .append(TOP)
                .append("\" width=\"100%\" height=\"")
                .append(lines)
                .append("\" viewBox=\"0 0 1000 1000\" preserveAspectRatio=\"none\">");
        for (int i = 0; i < panel.lines().size(); i++) {
            drawn.append("<path class=\"line line-")
                    .append(TimelineSvg.colour(panel, i))
                    .append("\" d=\"")
                    .append(path(panel.lines().get(i), scale))
                    .append("\"/>");
        }
        drawn.append("</svg>");
        limits(drawn, panel, scale, lines);
        return new Drawing(Shapes.axis(height, values), Shapes.plot(height, told(panel), drawn), height);
    }

    private void seconds(StringBuilder drawn, int height) {
        List<Integer> ticks = axis.ticks();
        for (int i = 0; i < ticks.size(); i++) {
            int tick = ticks.get(i);
            // A telephone has room for every other one.
            String type = axis.isCrowded() && i % 2 == 1 ? "tick wide" : "tick";
            double place = axis.place(tick);
            double at = axis.percent(place);
            String anchor = at < 2 ? "start" : at > 95 ? "end" : "middle";
            drawn.append("<line class=\"grid\" x1=\"")
                    .append(shapes.percent(place))
                    .append("\" x2=\"")
                    .append(shapes.percent(place))
                    .append("\" y1=\"0\" y2=\"")
                    .append(height - AXIS)
                    .append("\"/><text class=\"" + type + "\" x=\"")
                    .append(shapes.percent(place))
                    .append("\" y=\"")
                    .append(height - 5)
                    .append("\" text-anchor=\"")
                    .append(anchor)
                    .append("\">")
                    .append(SvgText.escaped(axis.label(tick)))
                    .append("</text>");
        }
    }

    private void limits(StringBuilder drawn, Panel panel, Scale scale, int lines) {
        List<Limit> shown = panel.limits().stream()
                .filter(limit -> scale.holds(limit.value()))
                .toList();
        List<Double> all = shown.stream()
                .map(limit -> TOP + (1 - scale.at(limit.value())) * lines)
                .toList();
        List<Double> labelled = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            double y = all.get(i);
            drawn.append("<line class=\"limit\" x2=\"100%\" y1=\"")
                    .append(SvgText.number(y))
                    .append("\" y2=\"")
                    .append(SvgText.number(y))
                    .append("\"/>");
            double baseline = baseline(y, all);
            if (labelled.stream().allMatch(other -> Math.abs(other - baseline) >= LABEL_DISTANCE)) {
                labelled.add(baseline);
                drawn.append("<text class=\"limit-label\" x=\"100%\" dx=\"-4\" y=\"")
                        .append(SvgText.number(baseline))
                        .append("\" text-anchor=\"end\">")
                        .append(SvgText.escaped(shown.get(i).objective()))
                        .append("</text>");
            }
        }
    }

    /** Places the label of a bound: above its line, or below it where another line would go through it or there is no room. */
    private static double baseline(double line, List<Double> lines) {
        double above = line - 4;
        double below = line + 13;
        boolean isFreeAbove = above > 12 && isFree(above, line, lines);
        return isFreeAbove || (above > 12 && !isFree(below, line, lines)) ? above : below;
    }

    private static boolean isFree(double baseline, double own, List<Double> lines) {
        return lines.stream().noneMatch(other -> other != own && other > baseline - 11 && other < baseline + 4);
    }

    /** Draws in a square of 1,000 units, the top left corner first; a gap where there is no value for long. */
    private String path(Line line, Scale scale) {
        Line shown = line.within(MOST_COLUMNS);
        double step = timeline.step() * Math.ceil(line.values().length / (double) MOST_COLUMNS);
        StringBuilder path = new StringBuilder();
        int spacing = shown.spacing();
        int last = Integer.MIN_VALUE / 2;
        long lastX = 0;
        long lastY = 0;
        for (int i = 0; i < shown.values().length; i++) {
            double value = shown.values()[i];
            if (Double.isNaN(value)) {
                continue;
            }
            long x = Math.round(10 * axis.percent(timeline.origin() + (i + 0.5) * step));
            long y = Math.round(1000 * (1 - Math.max(0, Math.min(1, scale.at(value)))));
            if (i - last <= spacing) {
                path.append('l').append(x - lastX).append(' ').append(y - lastY);
            } else {
                path.append('M').append(x).append(' ').append(y).append("h1");
                x++;
            }
            last = i;
            lastX = x;
            lastY = y;
        }
        return path.toString();
    }

    private String told(Panel panel) {
        return panel.title()
                + (axis.names().isEmpty() ? " over time. " : " from " + axis.label(0) + " on. ")
                + panel.lines().stream().map(line -> told(panel, line)).collect(Collectors.joining("; "))
                + (panel.limits().isEmpty()
                        ? ""
                        : ". Bounds: "
                                + panel.limits().stream().map(Limit::objective).collect(Collectors.joining("; ")))
                + (panel.breaches().isEmpty()
                        ? ""
                        : ". Breached: "
                                + Shapes.joined(panel.breaches()).stream()
                                        .map(this::span)
                                        .collect(Collectors.joining(", ")));
    }

    private String span(Band band) {
        return axis.names().isEmpty()
                ? SvgText.span(band.from(), band.to())
                : axis.label((int) band.from()) + " to " + axis.label((int) band.to() - 1);
    }

    private static String told(Panel panel, Line line) {
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (double value : line.values()) {
            least = Double.isNaN(value) ? least : Math.min(least, value);
            greatest = Double.isNaN(value) ? greatest : Math.max(greatest, value);
        }
        return greatest < least
                ? line.name() + ": no data"
                : line.name() + " from " + new Quantity(least, panel.dimension()) + " to "
                        + new Quantity(greatest, panel.dimension());
    }
}
