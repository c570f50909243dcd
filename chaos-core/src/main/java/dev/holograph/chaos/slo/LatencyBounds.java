package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Bound;
import dev.holograph.chaos.scenario.Comparison;
import dev.holograph.chaos.scenario.Dimension;
import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.ObjectiveRole;
import dev.holograph.chaos.scenario.Scenario;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The absolute latency bounds of a scenario, known before the run, so that samples beyond each can be counted exactly
 * instead of being read from a histogram.
 */
public final class LatencyBounds {

    private final long[] micros;

    private LatencyBounds(long[] micros) {
        this.micros = micros;
    }

    /** Bounds at these latencies, in microseconds. */
    public static LatencyBounds of(long... micros) {
        return new LatencyBounds(Arrays.stream(micros).sorted().distinct().toArray());
    }

    /** Bounds of all objectives of the scenario. */
    public static LatencyBounds of(Scenario scenario) {
        TreeSet<Long> found = new TreeSet<>();
        for (ObjectiveRole role : ObjectiveRole.values()) {
            for (Objective objective : scenario.objectives(role)) {
                add(objective.comparison(), objective.bound(), found);
                add(objective.comparison(), objective.warn(), found);
            }
        }
        return new LatencyBounds(found.stream().mapToLong(Long::longValue).toArray());
    }

    private static void add(Comparison comparison, @Nullable Bound bound, Set<Long> found) {
        if (bound instanceof Bound.Absolute absolute && absolute.value().dimension() == Dimension.TIME) {
            found.add(firstBeyond(comparison, absolute.value().value()));
        }
    }

    /**
     * The smallest latency, in whole microseconds, that counts as beyond a bound: for {@code <} and {@code >=} the bound
     * itself, for {@code <=} and {@code >} the next one.
     */
    static long firstBeyond(Comparison comparison, double boundMillis) {
        double micros = boundMillis * 1000;
        return switch (comparison) {
            case LESS, AT_LEAST -> (long) Math.ceil(micros - 1e-6);
            case AT_MOST, MORE, EQUAL -> (long) Math.floor(micros + 1e-6) + 1;
        };
    }

    int count() {
        return micros.length;
    }

    long at(int index) {
        return micros[index];
    }

    /** Where this threshold stands, negative if it is none of them. */
    int indexOf(long threshold) {
        return Arrays.binarySearch(micros, threshold);
    }

    long[] toArray() {
        return micros.clone();
    }
}
