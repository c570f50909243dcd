package dev.holograph.chaos.adapters.chart;

import dev.holograph.chaos.report.Timeline;
import dev.holograph.chaos.report.Timeline.Panel;
import java.util.List;

/**
 * Draws a timeline as SVG that is as wide as the place it is put in: horizontal places are shares of the width, texts and
 * vertical places are pixels. Colours come from the classes of its elements. A script can move whatever carries {@code
 * data-a} and {@code data-b}, in seconds, when it zooms.
 */
public final class TimelineSvg {

    private final LanesSvg lanes;
    private final PanelSvg panels;

    public TimelineSvg(Timeline timeline) {
        this(timeline, "phase", List.of());
    }

    /**
     * @param phases what the first lane shows
     * @param names of each second, where it stands for something else; else empty
     */
    public TimelineSvg(Timeline timeline, String phases, List<String> names) {
        TimeAxis axis = new TimeAxis(timeline.length(), names);
        lanes = new LanesSvg(timeline, axis, phases);
        panels = new PanelSvg(timeline, axis);
    }

    /**
     * Two pictures of the same height that stand side by side.
     *
     * @param axis with the names or values of the vertical axis, 56 pixels wide
     * @param plot as wide as there is room
     */
    public record Drawing(String axis, String plot, int height) {}

    /** What was done when: phases, faults, recovery, and where objectives did not hold. */
    public Drawing bands() {
        return lanes.draw();
    }

    /** The lines of a panel with its bounds, behind them when faults were on and where objectives did not hold. */
    public Drawing panel(Panel panel, int height) {
        return panels.draw(panel, height);
    }

    /** Percentiles of one thing have shades of one colour, the highest the strongest. */
    public static String colour(Panel panel, int line) {
        return panel.lines().size() == 1
                ? "1"
                : (line + 1) + "of" + Math.min(panel.lines().size(), 3);
    }
}
