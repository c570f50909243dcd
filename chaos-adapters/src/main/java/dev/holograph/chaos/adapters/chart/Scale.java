package dev.holograph.chaos.adapters.chart;

import dev.holograph.chaos.report.Timeline.Limit;
import dev.holograph.chaos.report.Timeline.Line;
import dev.holograph.chaos.report.Timeline.Panel;
import dev.holograph.chaos.scenario.Dimension;
import dev.holograph.chaos.scenario.Quantity;
import java.util.ArrayList;
import java.util.List;

/**
 * The vertical axis of a panel: from which value to which, and where its ticks are. Times that differ much have a
 * logarithmic one; all others begin at 0.
 *
 * @param low at the bottom; above 0 where the axis is logarithmic
 * @param high at the top
 * @param ticks values between the two
 */
public record Scale(double low, double high, boolean isLogarithmic, Dimension dimension, List<Double> ticks) {

    /** Times of which the greatest is so many times the least are shown on a logarithmic axis. */
    private static final double WIDE = 20;

    /** A bound so many times above all that was measured would flatten the lines: it is left out of a linear axis. */
    private static final double FAR = 4;

    private static final int FEWEST_TICKS = 3;
    private static final double ROOM = 1.08;
    private static final double LEAST_TIME = 1e-3;

    public Scale {
        ticks = List.copyOf(ticks);
    }

    /** For all lines of a panel, and those of its bounds that are not far away. */
    public static Scale of(Panel panel) {
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        double leastPositive = Double.POSITIVE_INFINITY;
        for (Line line : panel.lines()) {
            for (double value : line.values()) {
                if (!Double.isNaN(value)) {
                    least = Math.min(least, value);
                    greatest = Math.max(greatest, value);
                    leastPositive = value > 0 ? Math.min(leastPositive, value) : leastPositive;
                }
            }
        }
        double top = greatest;
        for (Limit limit : panel.limits()) {
            if (limit.value() <= FAR * Math.max(greatest, 0) || greatest <= 0) {
                top = Math.max(top, limit.value());
            }
        }
        boolean isWide = greatest / leastPositive > WIDE;
        return panel.dimension() == Dimension.TIME && isWide
                ? logarithmic(panel, leastPositive, greatest)
                : linear(panel.dimension(), Math.min(0, finite(least)), finite(top));
    }

    private static double finite(double value) {
        return Double.isFinite(value) ? value : 0;
    }

    private static Scale logarithmic(Panel panel, double least, double greatest) {
        double low = Math.max(LEAST_TIME, least);
        double high = greatest;
        for (Limit limit : panel.limits()) {
            if (limit.value() > 0) {
                low = Math.min(low, limit.value());
                high = Math.max(high, limit.value());
            }
        }
        low = below(low);
        high *= 1.6;
        List<Double> ticks = new ArrayList<>();
        boolean isShort = high / low < 200;
        for (double decade = Math.pow(10, Math.floor(Math.log10(low))); decade <= high; decade *= 10) {
            for (double factor : isShort ? new double[] {1, 2, 5} : new double[] {1}) {
                double tick = decade * factor;
                if (tick >= low * 0.999 && tick <= high) {
                    ticks.add(tick);
                }
            }
        }
        return new Scale(low, high, true, panel.dimension(), ticks);
    }

    /** 1, 2 or 5 times a power of ten, not above a value. */
    private static double below(double value) {
        double decade = Math.pow(10, Math.floor(Math.log10(value)));
        double share = value / decade;
        return decade * (share >= 5 ? 5 : share >= 2 ? 2 : 1);
    }

    private static Scale linear(Dimension dimension, double low, double greatest) {
        boolean isShare = dimension == Dimension.RATIO;
        double fallback = isShare ? 0.01 : dimension == Dimension.TIME ? 1 : low < 0 ? 0 : 1;
        double high = greatest > low ? greatest * (greatest > 0 ? ROOM : 1) : fallback;
        high = isShare && greatest <= 1 ? Math.min(high, 1) : high;
        double step = step((high - low) / FEWEST_TICKS, dimension);
        List<Double> ticks = new ArrayList<>();
        for (double tick = Math.ceil(low / step - 1e-9) * step; tick <= high * (1 + 1e-9); tick += step) {
            ticks.add(Math.abs(tick) < step / 1e6 ? 0 : tick);
        }
        return new Scale(low, high, false, dimension, ticks);
    }

    private static double step(double wanted, Dimension dimension) {
        double decade = Math.pow(10, Math.floor(Math.log10(wanted)));
        double share = wanted / decade;
        double step = decade * (share <= 1 ? 1 : share <= 2 ? 2 : share <= 5 ? 5 : 10);
        return dimension == Dimension.COUNT && step < 1 ? 1 : step;
    }

    /** Where a value lies: 0 at the bottom, 1 at the top, and beyond them what is beyond. */
    public double at(double value) {
        return isLogarithmic
                ? (Math.log(Math.max(value, LEAST_TIME)) - Math.log(low)) / (Math.log(high) - Math.log(low))
                : (value - low) / (high - low);
    }

    public boolean holds(double value) {
        return value >= low && value <= high;
    }

    /** A value of it as a person reads it. */
    public String label(double value) {
        return new Quantity(value, dimension).toString();
    }
}
