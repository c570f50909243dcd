package dev.holograph.chaos.scenario.fault;

import dev.holograph.chaos.scenario.Dimension;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultType;
import dev.holograph.chaos.scenario.Quantity;

/**
 * Memory is taken away from the target.
 *
 * @param amount a share of what it has such as 75%, or a size such as 512MB
 */
@FaultType(name = "memory", lasting = true, does = "takes memory away from the target")
public record Memory(String amount) implements Fault {

    public Memory {
        Quantity quantity = Quantity.parse(amount);
        if (quantity.dimension() == Dimension.RATIO) {
            Check.share("amount", quantity);
        } else if (quantity.dimension() != Dimension.SIZE || quantity.value() <= 0) {
            throw new IllegalArgumentException(
                    "amount must be a share such as 75% or a size such as 512MB, not '" + amount + "'");
        }
    }

    /** The amount: a share or a size. */
    public Quantity quantity() {
        return Quantity.parse(amount);
    }
}
