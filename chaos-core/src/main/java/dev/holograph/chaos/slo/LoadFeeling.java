package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Indicator;
import dev.holograph.chaos.scenario.Phase;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.scenario.RequestSelection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whether the load's own figures show that it felt a fault. The bar is high, since a busy machine makes latencies longer
 * too: what stays as slow when the fault is gone does not speak for it.
 */
final class LoadFeeling {

    private static final double MORE_ERRORS = 0.01;
    private static final double TIMES_AS_SLOW = 2;

    /** Beside another build a quarter of the answers is slower by more than 5 ms at times, for as long as a fault. */
    private static final double SLOWER_BY = Quantity.parse("20ms").value();

    /** A quarter of the requests is enough: not every one takes the way of the fault. */
    private static final List<Double> QUANTILES = List.of(0.5, 0.75);

    private LoadFeeling() {}

    /**
     * @param requests whose figures are looked at
     * @param values of an indicator over each phase
     */
    static boolean isFelt(RequestSelection requests, Function<Indicator, Map<Phase, Double>> values) {
        Map<Phase, Double> errors = values.apply(new Indicator.ErrorRate(requests));
        Double errorsBefore = errors.get(Phase.BASELINE);
        Double errorsDuring = errors.get(Phase.FAULT);
        if (errorsBefore != null && errorsDuring != null && errorsDuring > errorsBefore + MORE_ERRORS) {
            return true;
        }
        return QUANTILES.stream()
                .map(quantile -> values.apply(new Indicator.Percentile(quantile, Indicator.LATENCY, requests)))
                .anyMatch(of -> isSlower(of.get(Phase.BASELINE), of.get(Phase.FAULT))
                        && (of.get(Phase.RECOVERY) == null || isSlower(of.get(Phase.RECOVERY), of.get(Phase.FAULT))));
    }

    private static boolean isSlower(@Nullable Double before, @Nullable Double during) {
        return before != null && during != null && during > before * TIMES_AS_SLOW && during > before + SLOWER_BY;
    }
}
