package dev.holograph.chaos.adapters.chart;

import dev.holograph.chaos.report.PlainText;
import dev.holograph.chaos.report.Timeline;
import dev.holograph.chaos.report.Timeline.Band;
import dev.holograph.chaos.report.Timeline.FaultBand;
import dev.holograph.chaos.report.Timeline.Limit;
import dev.holograph.chaos.report.Timeline.Line;
import dev.holograph.chaos.report.Timeline.Panel;
import dev.holograph.chaos.scenario.Quantity;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Draws a timeline as SVG that is as wide as the place it is put in: horizontal places are shares of the width, texts and
 * vertical places are pixels. Colours come from the classes of its elements. A script can move whatever carries {@code
 * data-a} and {@code data-b}, in seconds, when it zooms.
 */
public final class TimelineSvg {

    private static final int LANE = 20;
    private static final int LANE_GAP = 4;
    private static final int TOP = 10;
    private static final int AXIS = 20;

    /** A line has so many columns at most; more than a screen has pixels are of no use. */
    private static final int MOST_COLUMNS = 500;

    /** Pixels of a letter, of a wide page and of a telephone's, both rather too few. */
    private static final double LETTER = 6.4;

    private static final double WIDE = 900;
    private static final double NARROW = 270;

    /** Beyond this share of the width a label stands to the left of what it names. */
    private static final double LEFT_FROM = 62;

    /** Labels of bounds that are nearer to each other would overlap. */
    private static final int LABEL_DISTANCE = 14;

    private final Timeline timeline;
    private final TimeAxis axis;

    public TimelineSvg(Timeline timeline) {
        this.timeline = timeline;
        this.axis = new TimeAxis(timeline.length());
    }

    /**
     * Two pictures of the same height that stand side by side.
     *
     * @param axis with the names or values of the vertical axis, 56 pixels wide
     * @param plot as wide as there is room
     */
    public record Drawing(String axis, String plot, int height) {}

    // Bands

    private record Lane(String name, List<String> shapes) {}

    /** What was done when: phases, faults, recovery, and where objectives did not hold. */
    public Drawing bands() {
        List<Lane> lanes = new ArrayList<>();
        lanes.add(new Lane(
                "phase",
                timeline.phases().stream()
                        .map(phase -> band(
                                "phase phase-" + phase.name(),
                                phase.name(),
                                phase.name() + ": " + span(phase.from(), phase.to()),
                                phase.from(),
                                phase.to()))
                        .toList()));
        lanes.addAll(lanes("fault", timeline.faults().stream().map(this::fault).toList()));
        lanes.addAll(lanes(
                "recovery", timeline.recoveries().stream().map(this::recovery).toList()));
        if (timeline.hasBreaches()) {
            lanes.add(new Lane(
                    "not held",
                    joined(timeline.panels().stream()
                                    .flatMap(panel -> panel.breaches().stream())
                                    .toList())
                            .stream()
                            .map(breach -> band(
                                    "breach",
                                    "",
                                    "breached: " + span(breach.from(), breach.to()),
                                    breach.from(),
                                    breach.to()))
                            .toList()));
        }
        StringBuilder names = new StringBuilder();
        StringBuilder shapes = new StringBuilder();
        for (int i = 0; i < lanes.size(); i++) {
            int y = i * (LANE + LANE_GAP);
            names.append("<text class=\"lane\" x=\"0\" y=\"")
                    .append(y + 14)
                    .append("\">")
                    .append(lanes.get(i).name())
                    .append("</text>");
            shapes.append("<svg y=\"")
                    .append(y)
                    .append("\" width=\"100%\" height=\"")
                    .append(LANE)
                    .append("\">");
            lanes.get(i).shapes().forEach(shapes::append);
            shapes.append("</svg>");
        }
        int height = lanes.size() * (LANE + LANE_GAP);
        return new Drawing(axis(height, names), plot(height, "What happened when: " + told(), shapes), height);
    }

    private String told() {
        return timeline.phases().stream()
                        .map(phase -> phase.name() + " " + span(phase.from(), phase.to()))
                        .collect(Collectors.joining(", "))
                + timeline.faults().stream()
                        .map(fault -> "; fault " + fault.name() + " " + span(fault.requested(), fault.undone()))
                        .collect(Collectors.joining());
    }

    /**
     * A shape with its label.
     *
     * @param svg of the shape alone
     */
    private record Item(String svg, String text, double from, double to) {}

    /** On as few lanes as there must be for no label to cover another or a shape that is not its own. */
    private List<Lane> lanes(String name, List<Item> items) {
        List<Lane> lanes = new ArrayList<>();
        List<List<Band>> taken = new ArrayList<>();
        for (Item item : items) {
            boolean isAlone = items.size() == 1;
            Place place = place(item, isAlone);
            int lane = 0;
            while (lane < taken.size() && isTaken(taken.get(lane), place)) {
                lane++;
            }
            if (lane == taken.size()) {
                taken.add(new ArrayList<>());
                lanes.add(new Lane(lane == 0 ? name : "", new ArrayList<>()));
            }
            taken.get(lane).add(new Band("", place.from, place.to));
            lanes.get(lane).shapes().add(item.svg + label(item.text, place, item.from, item.to, !isAlone));
        }
        return lanes;
    }

    private static boolean isTaken(List<Band> taken, Place place) {
        return taken.stream().anyMatch(other -> other.from() < place.to && place.from < other.to());
    }

    private enum Side {
        INSIDE,
        LEFT,
        RIGHT
    }

    /** Where a label stands, and what it takes together with its shape, in percent of a wide page. */
    private record Place(Side side, double from, double to) {}

    private Place place(Item item, boolean isAlone) {
        double from = axis.percent(item.from);
        double to = axis.percent(item.to);
        if (fits(item.text, item.from, item.to, WIDE)) {
            return new Place(Side.INSIDE, from, to);
        }
        double width = (item.text.length() * LETTER + 12) / WIDE * 100;
        boolean isLeft = isAlone ? to > LEFT_FROM : to + width > 100;
        return isLeft ? new Place(Side.LEFT, from - width, to) : new Place(Side.RIGHT, from, to + width);
    }

    private Item fault(FaultBand fault) {
        String told = fault.name() + ": requested " + second(fault.requested()) + ", confirmed "
                + second(fault.confirmed())
                + (fault.isInstant()
                        ? ""
                        : ", undo requested " + second(fault.undoRequested()) + ", undone " + second(fault.undone()));
        String whole = shape("fault-edge", told, fault.requested(), fault.undone());
        String sure = fault.isInstant() ? "" : shape("fault-on", told, fault.confirmed(), fault.undoRequested());
        return new Item(
                whole + sure + mark("fault-mark", fault.requested()), fault.name(), fault.requested(), fault.undone());
    }

    private Item recovery(Timeline.Recovery recovery) {
        String type = recovery.isSeen() ? "recovered" : "unrecovered";
        String told = recovery.isSeen()
                ? "after " + recovery.after() + " healthy again " + recovery.words()
                : "not seen to be healthy after " + recovery.after() + ": " + recovery.words();
        return new Item(
                shape(type, told, recovery.from(), recovery.to()) + mark(type + "-mark", recovery.to()),
                recovery.words(),
                recovery.from(),
                recovery.to());
    }

    private String mark(String type, double second) {
        return "<line class=\"" + type + "\" data-a=\"" + number(second) + "\" x1=\"" + percent(second) + "\" x2=\""
                + percent(second) + "\" y1=\"0\" y2=\"" + LANE + "\"/>";
    }

    /** Stretches that touch or overlap put together. */
    private static List<Band> joined(List<Band> bands) {
        List<Band> joined = new ArrayList<>();
        for (Band next :
                bands.stream().sorted(Comparator.comparingDouble(Band::from)).toList()) {
            Band last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null && last.to() >= next.from()) {
                joined.set(joined.size() - 1, new Band("", last.from(), Math.max(last.to(), next.to())));
            } else {
                joined.add(new Band("", next.from(), next.to()));
            }
        }
        return joined;
    }

    private String band(String type, String name, String told, double from, double to) {
        Place inside = new Place(Side.INSIDE, from, to);
        return shape(type, told, from, to) + (fits(name, from, to, WIDE) ? label(name, inside, from, to, true) : "");
    }

    private String shape(String type, String told, double from, double to) {
        return "<rect class=\"" + escaped(type) + "\" data-a=\"" + number(from) + "\" data-b=\"" + number(to)
                + "\" x=\""
                + percent(from) + "\" width=\"" + width(from, to) + "\" height=\"" + LANE + "\"><title>" + escaped(told)
                + "</title></rect>";
    }

    /** @param isOneOfMany whether another may stand where a telephone has no room for both */
    private String label(String text, Place place, double from, double to, boolean isOneOfMany) {
        if (text.isEmpty()) {
            return "";
        }
        boolean isInside = place.side == Side.INSIDE;
        boolean isLeft = place.side == Side.LEFT;
        double at = isInside || isLeft ? from : to;
        boolean isForWide = isInside ? !fits(text, from, to, NARROW) : isOneOfMany;
        String type = "label" + (isInside ? " inside" : "") + (isForWide ? " wide" : "");
        return "<text class=\"" + type + "\" data-a=\"" + number(at) + "\" x=\"" + percent(at) + "\" dx=\""
                + (isLeft ? -6 : 6) + "\" y=\"14\"" + (isLeft ? " text-anchor=\"end\"" : "") + ">" + escaped(text)
                + "</text>";
    }

    private boolean fits(String text, double from, double to, double width) {
        return (axis.percent(to) - axis.percent(from)) / 100 * width > text.length() * LETTER + 10;
    }

    // Panels

    /** The lines of a panel with its bounds, behind them when faults were on and where objectives did not hold. */
    public Drawing panel(Panel panel, int height) {
        Scale scale = Scale.of(panel);
        int lines = height - TOP - AXIS;
        StringBuilder values = new StringBuilder();
        StringBuilder shapes = new StringBuilder();
        for (FaultBand fault : timeline.faults()) {
            shapes.append(behind("fault-behind", fault.requested(), fault.undone(), 0, height - AXIS));
        }
        for (Band breach : joined(panel.breaches())) {
            shapes.append(behind("breach-behind", breach.from(), breach.to(), 0, height - AXIS));
            shapes.append(behind("breach-mark", breach.from(), breach.to(), 0, 4));
        }
        for (double tick : scale.ticks()) {
            double y = TOP + (1 - scale.at(tick)) * lines;
            shapes.append("<line class=\"grid\" x2=\"100%\" y1=\"")
                    .append(number(y))
                    .append("\" y2=\"")
                    .append(number(y))
                    .append("\"/>");
            values.append("<text class=\"tick\" x=\"50\" y=\"")
                    .append(number(y + 4))
                    .append("\" text-anchor=\"end\">")
                    .append(escaped(scale.label(tick)))
                    .append("</text>");
        }
        seconds(shapes, height);
        shapes.append("<svg y=\"")
                .append(TOP)
                .append("\" width=\"100%\" height=\"")
                .append(lines)
                .append("\" viewBox=\"0 0 1000 1000\" preserveAspectRatio=\"none\">");
        for (int i = 0; i < panel.lines().size(); i++) {
            shapes.append("<path class=\"line line-")
                    .append(colour(panel, i))
                    .append("\" d=\"")
                    .append(path(panel.lines().get(i), scale))
                    .append("\"/>");
        }
        shapes.append("</svg>");
        limits(shapes, panel, scale, lines);
        return new Drawing(axis(height, values), plot(height, told(panel), shapes), height);
    }

    /** Percentiles of one thing have shades of one colour, the highest the strongest. */
    public static String colour(Panel panel, int line) {
        return panel.lines().size() == 1
                ? "1"
                : (line + 1) + "of" + Math.min(panel.lines().size(), 3);
    }

    private void seconds(StringBuilder shapes, int height) {
        for (int tick : axis.ticks()) {
            double at = axis.percent(tick);
            String anchor = at < 2 ? "start" : at > 95 ? "end" : "middle";
            shapes.append("<line class=\"grid\" x1=\"")
                    .append(percent(tick))
                    .append("\" x2=\"")
                    .append(percent(tick))
                    .append("\" y1=\"0\" y2=\"")
                    .append(height - AXIS)
                    .append("\"/><text class=\"tick\" x=\"")
                    .append(percent(tick))
                    .append("\" y=\"")
                    .append(height - 5)
                    .append("\" text-anchor=\"")
                    .append(anchor)
                    .append("\">")
                    .append(axis.label(tick))
                    .append("</text>");
        }
    }

    private void limits(StringBuilder shapes, Panel panel, Scale scale, int lines) {
        List<Limit> shown = panel.limits().stream()
                .filter(limit -> scale.holds(limit.value()))
                .toList();
        List<Double> all = shown.stream()
                .map(limit -> TOP + (1 - scale.at(limit.value())) * lines)
                .toList();
        List<Double> labelled = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            double y = all.get(i);
            shapes.append("<line class=\"limit\" x2=\"100%\" y1=\"")
                    .append(number(y))
                    .append("\" y2=\"")
                    .append(number(y))
                    .append("\"/>");
            double baseline = baseline(y, all);
            if (labelled.stream().allMatch(other -> Math.abs(other - baseline) >= LABEL_DISTANCE)) {
                labelled.add(baseline);
                shapes.append("<text class=\"limit-label\" x=\"100%\" dx=\"-4\" y=\"")
                        .append(number(baseline))
                        .append("\" text-anchor=\"end\">")
                        .append(escaped(shown.get(i).objective()))
                        .append("</text>");
            }
        }
    }

    /** Of the label of a bound: above its line, or below it where another line would go through it or there is no room. */
    private static double baseline(double line, List<Double> lines) {
        double above = line - 4;
        double below = line + 13;
        boolean isFreeAbove = above > 12 && isFree(above, line, lines);
        return isFreeAbove || (above > 12 && !isFree(below, line, lines)) ? above : below;
    }

    private static boolean isFree(double baseline, double own, List<Double> lines) {
        return lines.stream().noneMatch(other -> other != own && other > baseline - 11 && other < baseline + 4);
    }

    /** Of a square of 1,000 units, the top left corner first; a gap where there is no value for long. */
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

    private static String told(Panel panel) {
        return panel.title() + " over time. "
                + panel.lines().stream().map(line -> told(panel, line)).collect(Collectors.joining("; "))
                + (panel.limits().isEmpty()
                        ? ""
                        : ". Bounds: "
                                + panel.limits().stream().map(Limit::objective).collect(Collectors.joining("; ")))
                + (panel.breaches().isEmpty()
                        ? ""
                        : ". Breached: "
                                + joined(panel.breaches()).stream()
                                        .map(band -> span(band.from(), band.to()))
                                        .collect(Collectors.joining(", ")));
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

    // Elements

    private String behind(String type, double from, double to, int y, int height) {
        return "<rect class=\"" + type + "\" x=\"" + percent(from) + "\" width=\"" + width(from, to) + "\" y=\"" + y
                + "\" height=\"" + height + "\"/>";
    }

    private static String axis(int height, CharSequence texts) {
        return "<svg class=\"axis\" width=\"56\" height=\"" + height + "\" aria-hidden=\"true\">" + texts + "</svg>";
    }

    private static String plot(int height, String told, CharSequence shapes) {
        return "<svg class=\"plot\" width=\"100%\" height=\"" + height + "\" role=\"img\" aria-label=\"" + escaped(told)
                + "\">" + shapes + "</svg>";
    }

    private String percent(double second) {
        return number(axis.percent(second)) + "%";
    }

    private String width(double from, double to) {
        return number(Math.max(0, axis.percent(to) - axis.percent(from))) + "%";
    }

    private static String span(double from, double to) {
        return second(from) + " to " + second(to);
    }

    private static String second(double second) {
        return Quantity.time(Duration.ofMillis(Math.round(second * 1000))).toString();
    }

    private static String number(double number) {
        return BigDecimal.valueOf(Math.round(number * 1000), 3)
                .stripTrailingZeros()
                .toPlainString();
    }

    /** Fit for a text and for an attribute. */
    private static String escaped(String text) {
        return PlainText.of(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
