package dev.holograph.chaos.scenario.fault;

import dev.holograph.chaos.scenario.Default;
import dev.holograph.chaos.scenario.Dimension;
import dev.holograph.chaos.scenario.Direction;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultType;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.scenario.UnitOf;

/**
 * No more than so many bytes a second pass.
 *
 * @param rate bytes each second, for each connection and direction that is covered
 */
@FaultType(
        name = "bandwidth",
        lasting = true,
        isOfNetwork = true,
        does = "lets no more than so many bytes a second pass")
public record Bandwidth(
        @UnitOf(Dimension.SIZE) Quantity rate,
        @Default("responses") Direction direction) implements Fault {
    public Bandwidth {
        if (rate.value() < 1) {
            throw new IllegalArgumentException(
                    "rate must be at least 1B (each second); to let nothing pass use partition");
        }
    }
}
