package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Dimension;
import dev.holograph.chaos.scenario.Quantity;

/** Puts how far a value is from a bound that is relative to the baseline, and how sure that is, into English. */
public final class MarginFormatter {

    private MarginFormatter() {}

    static String margin(Margin margin, Dimension dimension) {
        String text = "; its margin is " + new Quantity(margin.value(), dimension)
                + (margin.isUncertain() ? ", within the measurement's own uncertainty" : "");
        Interval interval = margin.interval();
        if (interval == null) {
            NoInterval why = margin.whyNone();
            return why == null ? text : text + ", without an interval: " + why(why);
        }
        Quantity low = new Quantity(interval.low(), dimension);
        String before = margin.isUncertain() ? ": " : ", ";
        return Double.isInfinite(interval.high())
                ? text + before + low + " or more with 97.5 % confidence"
                : text + before + low + " to " + new Quantity(interval.high(), dimension) + " with 95 % confidence";
    }

    /** How sure the margin is, in a few words; empty where a bound is absolute, which is decided by exact counts. */
    public static String interval(ObjectiveResult result) {
        Margin margin = result.margin();
        Dimension dimension = result.objective().indicator().dimension();
        if (margin == null) {
            return "";
        }
        Interval interval = margin.interval();
        if (interval == null) {
            return margin.whyNone() == null ? "" : "no interval";
        }
        String low = new Quantity(interval.low(), dimension).toString();
        return Double.isInfinite(interval.high())
                ? low + " or more (97.5 %)"
                : low + " to " + new Quantity(interval.high(), dimension) + " (95 %)";
    }

    /** Why there is no interval, and what to do to get one. */
    private static String why(NoInterval why) {
        String what = why.isOfBaseline() ? "the baseline's value" : "the value";
        String parts =
                why.partMicros() == BatchMeans.LENGTH ? "seconds" : "stretches of " + why.partMicros() / 1000 + "ms";
        String longer = why.isOfBaseline()
                ? "measure a longer baseline"
                : why.partMicros() != 0 && why.partMicros() < BatchMeans.LENGTH
                        ? "take longer windows"
                        : "measure a longer phase";
        return switch (why.reason()) {
            case EXTREME -> what + " is an extreme, which has none; take a percentile to get one";
            case COUNT -> what + " is a count, which has none; take a rate to get one";
            case TOO_SHORT -> what + " comes from too short a time; " + longer;
            case RARE ->
                "what " + what + " counts came in " + why.seen()
                        + " " + parts + ", and an interval needs " + why.needed() + "; " + longer
                        + " or raise the load's rate";
            case ALIKE ->
                what + " comes from " + parts + " so alike that they count as " + why.seen()
                        + ", and an interval needs " + why.needed() + "; " + longer;
            case FEW_BEYOND ->
                "too few samples lie beyond " + what + "; " + longer + ", raise the load's rate or take a lower"
                        + " percentile";
        };
    }
}
