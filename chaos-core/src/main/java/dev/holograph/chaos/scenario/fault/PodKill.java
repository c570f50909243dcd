package dev.holograph.chaos.scenario.fault;

import dev.holograph.chaos.scenario.Default;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultType;

/**
 * Instances of a target are killed, as a node failure would. What restarts them is the system's own affair.
 *
 * @param pods how many: a number, or a share such as 50%
 */
@FaultType(name = "pod-kill", lasting = false, does = "kills instances of the target without warning")
public record PodKill(@Default("1") String pods) implements Fault {
    public PodKill {
        Check.pods(pods);
    }
}
