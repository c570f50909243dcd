package dev.holograph.chaos.report;

import dev.holograph.chaos.scenario.Dimension;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * A run over time, as data for a chart. All times are seconds after {@code start}.
 *
 * @param start when the first request was due
 * @param origin where the first column begins
 * @param step how long a column is
 * @param columns how many there are; each line has one value for each
 * @param length how far the chart reaches
 * @param phases in their order
 * @param faults in the order in which they were injected
 * @param recoveries from each episode of faults; empty where recovery was not judged
 * @param panels one below the other; those of requests first, then those in which an objective is breached
 */
public record Timeline(
        Instant start,
        double origin,
        double step,
        int columns,
        double length,
        List<Band> phases,
        List<FaultBand> faults,
        List<Recovery> recoveries,
        List<Panel> panels) {

    public Timeline {
        phases = List.copyOf(phases);
        faults = List.copyOf(faults);
        recoveries = List.copyOf(recoveries);
        panels = List.copyOf(panels);
    }

    /** Whether some objective is breached somewhere in it. */
    public boolean hasBreaches() {
        return panels.stream().anyMatch(panel -> !panel.breaches().isEmpty());
    }

    /** A stretch with a name. */
    public record Band(String name, double from, double to) {}

    /**
     * When a fault was on.
     *
     * @param undoRequested the end of the fault where there is nothing to undo, as {@code undone}
     * @param undone the end of the chart if it could not be undone
     */
    public record FaultBand(
            String name, double requested, double confirmed, double undoRequested, double undone, boolean isInstant) {}

    /**
     * From the end of an episode of faults to the moment from which the system was healthy.
     *
     * @param words after how long that was, or that it was not seen
     * @param isSeen whether it was
     */
    public record Recovery(String after, String words, double from, double to, boolean isSeen) {}

    /**
     * Lines with one unit.
     *
     * @param title what is shown
     * @param dimension gives values their unit, see {@link Dimension}
     * @param isOfRequests whether it is about the load's requests as a whole, and not about one metric
     */
    public record Panel(
            String title,
            Dimension dimension,
            boolean isOfRequests,
            List<Line> lines,
            List<Limit> limits,
            List<Band> breaches) {

        public Panel {
            lines = List.copyOf(lines);
            limits = List.copyOf(limits);
            breaches = List.copyOf(breaches);
        }
    }

    /**
     * One value for each column.
     *
     * @param values in the unit of the panel's dimension; NaN where there is none
     * @param smallIsWorse whether a column has the smallest of its seconds, and not the greatest
     */
    public record Line(String name, double[] values, boolean smallIsWorse) {

        /**
         * Reduces it to this many columns at most, each with the worst of those that it is made of: a short outage must not drown.
         *
         * @param most at least 1
         */
        public Line within(int most) {
            int step = (values.length + most - 1) / most;
            return step <= 1 ? this : every(step);
        }

        /**
         * From one value to the next, in columns: more than 1 where samples are rarer than columns, as those of a probe
         * that asks every 5 s. Values that are no further apart belong together; a longer stretch without any is a gap.
         */
        public int spacing() {
            int[] distances = new int[values.length];
            int count = 0;
            int last = -1;
            for (int i = 0; i < values.length; i++) {
                if (!Double.isNaN(values[i])) {
                    if (last >= 0) {
                        distances[count++] = i - last;
                    }
                    last = i;
                }
            }
            Arrays.sort(distances, 0, count);
            return count == 0 ? 1 : distances[count / 2];
        }

        /** One column in place of so many. */
        Line every(int step) {
            double[] worst = new double[(values.length + step - 1) / step];
            for (int i = 0; i < worst.length; i++) {
                double found = Double.NaN;
                for (int at = i * step; at < Math.min(values.length, (i + 1) * step); at++) {
                    boolean isWorse = smallIsWorse ? values[at] < found : values[at] > found;
                    found = Double.isNaN(found) || isWorse ? values[at] : found;
                }
                worst[i] = found;
            }
            return new Line(name, worst, smallIsWorse);
        }
    }

    /** The bound of an objective. */
    public record Limit(String objective, double value) {}
}
