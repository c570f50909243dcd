package dev.holograph.chaos.scenario.fault;

import dev.holograph.chaos.scenario.Default;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultType;

/**
 * Instances of a target are shut down in order, as an operator would. What starts them again is the system's own affair.
 *
 * @param pods how many: a number, or a share such as 50%
 */
@FaultType(name = "shutdown", lasting = false, does = "shuts instances of the target down in order")
public record Shutdown(@Default("1") String pods) implements Fault {
    public Shutdown {
        PodCount.parse(pods);
    }
}
