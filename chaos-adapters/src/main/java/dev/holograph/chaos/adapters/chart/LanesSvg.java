package dev.holograph.chaos.adapters.chart;

import dev.holograph.chaos.adapters.chart.TimelineSvg.Drawing;
import dev.holograph.chaos.report.Timeline;
import dev.holograph.chaos.report.Timeline.Band;
import dev.holograph.chaos.report.Timeline.FaultBand;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Draws what was done when, as bars on lanes one below the other. */
final class LanesSvg {

    private static final int LANE = 20;
    private static final int LANE_GAP = 4;

    /** Pixels of a letter, of a wide page and of a telephone's, both rather too few. */
    private static final double LETTER = 6.4;

    private static final double WIDE = 900;
    private static final double NARROW = 270;

    /** Beyond this share of the width a label stands to the left of what it names. */
    private static final double LEFT_FROM = 62;

    private final Timeline timeline;
    private final TimeAxis axis;
    private final Shapes shapes;
    private final String phases;

    /** @param phases what the first lane shows */
    LanesSvg(Timeline timeline, TimeAxis axis, String phases) {
        this.phases = phases;
        this.timeline = timeline;
        this.axis = axis;
        this.shapes = new Shapes(axis);
    }

    private record Lane(String name, List<String> shapes) {}

    /** What was done when: phases, faults, recovery, and where objectives did not hold. */
    Drawing draw() {
        List<Lane> lanes = new ArrayList<>();
        lanes.add(new Lane(
                phases,
                timeline.phases().stream()
                        .map(phase -> band(
                                "phase phase-" + phase.name(),
                                phase.name(),
                                phase.name() + ": " + SvgText.span(phase.from(), phase.to()),
                                phase.from(),
                                phase.to()))
                        .toList()));
        lanes.addAll(lanes("fault", timeline.faults().stream().map(this::fault).toList()));
        lanes.addAll(lanes(
                "recovery", timeline.recoveries().stream().map(this::recovery).toList()));
        if (timeline.hasBreaches()) {
            lanes.add(new Lane(
                    "not held",
                    Shapes.joined(timeline.panels().stream()
                                    .flatMap(panel -> panel.breaches().stream())
                                    .toList())
                            .stream()
                            .map(breach -> band(
                                    "breach",
                                    "",
                                    "breached: " + SvgText.span(breach.from(), breach.to()),
                                    breach.from(),
                                    breach.to()))
                            .toList()));
        }
        StringBuilder names = new StringBuilder();
        StringBuilder drawn = new StringBuilder();
        for (int i = 0; i < lanes.size(); i++) {
            int y = i * (LANE + LANE_GAP);
            names.append("<text class=\"lane\" x=\"0\" y=\"")
                    .append(y + 14)
                    .append("\">")
                    .append(lanes.get(i).name())
                    .append("</text>");
            drawn.append("<svg y=\"")
                    .append(y)
                    .append("\" width=\"100%\" height=\"")
                    .append(LANE)
                    .append("\">");
            lanes.get(i).shapes().forEach(drawn::append);
            drawn.append("</svg>");
        }
        int height = lanes.size() * (LANE + LANE_GAP);
        return new Drawing(
                Shapes.axis(height, names), Shapes.plot(height, "What happened when: " + told(), drawn), height);
    }

    private String told() {
        return timeline.phases().stream()
                        .map(phase -> phase.name() + " " + SvgText.span(phase.from(), phase.to()))
                        .collect(Collectors.joining(", "))
                + timeline.faults().stream()
                        .map(fault -> "; fault " + fault.name() + " " + SvgText.span(fault.requested(), fault.undone()))
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
        String told = fault.name() + ": requested " + SvgText.second(fault.requested()) + ", confirmed "
                + SvgText.second(fault.confirmed())
                + (fault.isInstant()
                        ? ""
                        : ", undo requested " + SvgText.second(fault.undoRequested()) + ", undone "
                                + SvgText.second(fault.undone()));
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
        return "<line class=\"" + type + "\" data-a=\"" + SvgText.number(second) + "\" x1=\"" + shapes.percent(second)
                + "\" x2=\"" + shapes.percent(second) + "\" y1=\"0\" y2=\"" + LANE + "\"/>";
    }

    private String band(String type, String name, String told, double from, double to) {
        Place inside = new Place(Side.INSIDE, from, to);
        return shape(type, told, from, to) + (fits(name, from, to, WIDE) ? label(name, inside, from, to, true) : "");
    }

    private String shape(String type, String told, double from, double to) {
        return "<rect class=\"" + SvgText.escaped(type) + "\" data-a=\"" + SvgText.number(from) + "\" data-b=\""
                + SvgText.number(to)
                + "\" x=\""
                + shapes.percent(from) + "\" width=\"" + shapes.width(from, to) + "\" height=\"" + LANE + "\"><title>"
                + SvgText.escaped(told)
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
        return "<text class=\"" + type + "\" data-a=\"" + SvgText.number(at) + "\" x=\"" + shapes.percent(at)
                + "\" dx=\""
                + (isLeft ? -6 : 6) + "\" y=\"14\"" + (isLeft ? " text-anchor=\"end\"" : "") + ">"
                + SvgText.escaped(text)
                + "</text>";
    }

    private boolean fits(String text, double from, double to, double width) {
        return (axis.percent(to) - axis.percent(from)) / 100 * width > text.length() * LETTER + 10;
    }
}
