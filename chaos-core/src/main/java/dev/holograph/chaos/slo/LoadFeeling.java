package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Indicator;
import dev.holograph.chaos.scenario.Phase;
import dev.holograph.chaos.scenario.Quantity;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whether the load's own figures show that it felt a fault. Much is asked for, since a busy machine makes a tail of
 * latencies longer too.
 */
final class LoadFeeling {

    private static final double MORE_ERRORS = 0.01;
    private static final double TIMES_AS_SLOW = 2;
    private static final double SLOWER_BY = Quantity.parse("5ms").value();

    /** A quarter of the requests is enough: not every one takes the way of the fault. */
    private static final List<Indicator> LATENCIES = List.of(
            new Indicator.Percentile(0.5, Indicator.LATENCY), new Indicator.Percentile(0.75, Indicator.LATENCY));

    private LoadFeeling() {}

    /** @param values of an indicator over each phase */
    static boolean isFelt(Function<Indicator, Map<Phase, Double>> values) {
        Map<Phase, Double> errors = values.apply(new Indicator.ErrorRate());
        Double errorsBefore = errors.get(Phase.BASELINE);
        Double errorsDuring = errors.get(Phase.FAULT);
        if (errorsBefore != null && errorsDuring != null && errorsDuring > errorsBefore + MORE_ERRORS) {
            return true;
        }
        return LATENCIES.stream().map(values).anyMatch(of -> isSlower(of.get(Phase.BASELINE), of.get(Phase.FAULT)));
    }

    private static boolean isSlower(@Nullable Double before, @Nullable Double during) {
        return before != null && during != null && during > before * TIMES_AS_SLOW && during > before + SLOWER_BY;
    }
}
