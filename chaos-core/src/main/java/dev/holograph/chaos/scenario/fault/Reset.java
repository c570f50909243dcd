package dev.holograph.chaos.scenario.fault;

import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultType;

/** All open connections are reset at one instant. */
@FaultType(name = "reset", lasting = false, isOfNetwork = true, does = "resets all open connections at one instant")
public record Reset() implements Fault {}
