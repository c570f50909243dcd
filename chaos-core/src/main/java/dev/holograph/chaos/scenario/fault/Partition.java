package dev.holograph.chaos.scenario.fault;

import dev.holograph.chaos.scenario.Default;
import dev.holograph.chaos.scenario.Direction;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultType;

/** Nothing passes and nothing is refused, as when a network is cut. */
@FaultType(
        name = "partition",
        lasting = true,
        isOfNetwork = true,
        does = "lets nothing pass and refuses nothing, as when a network is cut")
public record Partition(@Default("both") Direction direction) implements Fault {}
