package dev.holograph.chaos.scenario;

import java.util.Optional;

/**
 * Finds objectives that nothing can break, such as {@code error_rate <= 100%}, which would be green for ever, and those that
 * nothing can meet, such as {@code recovery_time < 0s}.
 */
final class NeverBroken {

    private NeverBroken() {}

    /** What is wrong with such an objective. */
    static Optional<Violation> of(Objective objective) {
        if (!(objective.bound() instanceof Bound.Absolute bound) || isAnything(objective.indicator())) {
            return Optional.empty();
        }
        double limit = bound.value().value();
        boolean isUpper = objective.comparison().isUpperBound();
        double extreme = isUpper ? most(objective.indicator()) : 0;
        double best = isUpper ? 0 : most(objective.indicator());
        if (Double.isFinite(best)
                && !isEqual(objective)
                && !objective.comparison().holds(best, limit)) {
            return Optional.of(Violation.of(
                            objective.location(),
                            "'" + objective.text() + "' never holds: there is nothing "
                                    + (isUpper ? "below 0" : "above 100%"))
                    .withHint("take a bound that a healthy system meets"));
        }
        return Double.isFinite(extreme) && objective.comparison().holds(extreme, limit) && !isEqual(objective)
                ? Optional.of(Violation.of(
                                objective.location(),
                                "'" + objective.text() + "' always holds: there is nothing "
                                        + (isUpper ? "above 100%" : "below 0"))
                        .withHint("take a bound that a sick system breaks"))
                : Optional.empty();
    }

    /** Zero is the best that it can be, and says that every other value breaks it. */
    private static boolean isEqual(Objective objective) {
        return objective.comparison() == Comparison.EQUAL;
    }

    /** The values of a metric may be of any size and sign. */
    private static boolean isAnything(Indicator indicator) {
        return indicator instanceof Indicator.OfMetric && !isShare(indicator);
    }

    private static double most(Indicator indicator) {
        return indicator instanceof Indicator.ErrorRate || isShare(indicator) ? 1 : Double.POSITIVE_INFINITY;
    }

    private static boolean isShare(Indicator indicator) {
        return indicator instanceof Indicator.OfMetric metric
                && metric.function() == Indicator.OfMetric.Function.FRACTION;
    }
}
