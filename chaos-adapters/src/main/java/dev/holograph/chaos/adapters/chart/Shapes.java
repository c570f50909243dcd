package dev.holograph.chaos.adapters.chart;

import dev.holograph.chaos.report.Timeline.Band;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Elements whose horizontal places are shares of the width. */
record Shapes(TimeAxis axis) {

    String percent(double second) {
        return SvgText.number(axis.percent(second)) + "%";
    }

    String width(double from, double to) {
        return SvgText.number(Math.max(0, axis.percent(to) - axis.percent(from))) + "%";
    }

    /** A bar behind lines. */
    String behind(String type, double from, double to, int y, int height) {
        return "<rect class=\"" + type + "\" x=\"" + percent(from) + "\" width=\"" + width(from, to) + "\" y=\"" + y
                + "\" height=\"" + height + "\"/>";
    }

    /** The picture with the names or values of the vertical axis. */
    static String axis(int height, CharSequence texts) {
        return "<svg class=\"axis\" width=\"56\" height=\"" + height + "\" aria-hidden=\"true\">" + texts + "</svg>";
    }

    /** The picture beside it. */
    static String plot(int height, String told, CharSequence shapes) {
        return "<svg class=\"plot\" width=\"100%\" height=\"" + height + "\" role=\"img\" aria-label=\""
                + SvgText.escaped(told) + "\">" + shapes + "</svg>";
    }

    /** RunTimeline that touch or overlap put together. */
    static List<Band> joined(List<Band> bands) {
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
}
