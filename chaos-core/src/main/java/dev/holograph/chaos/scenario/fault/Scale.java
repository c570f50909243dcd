package dev.holograph.chaos.scenario.fault;

import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultType;

/**
 * The target has another number of replicas for a while.
 *
 * @param replicas so many; 0: none
 */
@FaultType(
        name = "scale",
        lasting = true,
        does = "gives the target another number of replicas, and the former one back")
public record Scale(int replicas) implements Fault {
    public Scale {
        if (replicas > 1000) {
            throw new IllegalArgumentException("replicas must lie between 0 and 1000, not " + replicas);
        }
    }
}
