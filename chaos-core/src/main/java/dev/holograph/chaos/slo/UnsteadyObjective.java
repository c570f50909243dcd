package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Objective;
import org.jspecify.annotations.Nullable;

/**
 * A steady state objective that did not hold again after a fault.
 *
 * @param limit its bound in the indicator's unit; {@code null} if that is relative to a baseline that there is not
 * @param last the last window in which it did not hold: its status, value and place
 * @param windows in how many windows it did not
 * @param of how many there were
 */
public record UnsteadyObjective(
        Objective objective, @Nullable Double limit, WindowResult last, int windows, int of) {}
