package dev.holograph.chaos.scenario.fault;

import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultType;

/** A target cannot resolve names any more: what it asks its name servers gets no answer. */
@FaultType(name = "dns", lasting = true, does = "cuts the target off from its name servers")
public record Dns() implements Fault {}
