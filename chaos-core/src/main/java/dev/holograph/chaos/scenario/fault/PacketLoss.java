package dev.holograph.chaos.scenario.fault;

import dev.holograph.chaos.scenario.Default;
import dev.holograph.chaos.scenario.Dimension;
import dev.holograph.chaos.scenario.Direction;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultType;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.scenario.UnitOf;

/**
 * Packets get lost on their way.
 *
 * @param loss the share of packets that is lost, each for itself
 */
@FaultType(name = "packet-loss", lasting = true, isOfNetwork = true, does = "loses a share of the packets")
public record PacketLoss(
        @UnitOf(Dimension.RATIO) Quantity loss,
        @Default("both") Direction direction) implements Fault {
    public PacketLoss {
        Check.share("loss", loss);
    }
}
