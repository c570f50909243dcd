package dev.holograph.chaos.scenario.fault;

import dev.holograph.chaos.scenario.Default;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultType;
import dev.holograph.chaos.scenario.InvalidValues;
import java.time.Duration;

/**
 * Instances of a target are killed, as a node failure would. What restarts them is the system's own affair.
 *
 * @param pods how many: a number, or a share such as 50%
 * @param grace how long they get to end by themselves; 0s: none at all
 * @param by whether somebody deletes them, or asks for their eviction, which a PodDisruptionBudget may refuse
 */
@FaultType(name = "pod-kill", lasting = false, does = "kills instances of the target without warning")
public record PodKill(
        @Default("1") String pods,
        @Default("0s") Duration grace,
        @Default("delete") By by) implements Fault {

    /** What a pod is killed by. */
    public enum By {
        DELETE,
        EVICTION
    }

    /** By {@link By#DELETE}. */
    public PodKill(String pods, Duration grace) {
        this(pods, grace, By.DELETE);
    }

    public PodKill {
        InvalidValues.checkAll(() -> PodCount.parse(pods), () -> Check.wholeSeconds("grace", grace));
    }
}
