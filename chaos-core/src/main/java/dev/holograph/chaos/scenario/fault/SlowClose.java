package dev.holograph.chaos.scenario.fault;

import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultType;
import java.time.Duration;

/**
 * Connections take long to close.
 *
 * @param delay after which the end of a connection is passed on
 */
@FaultType(name = "slow-close", lasting = true, isOfNetwork = true, does = "passes on the end of a connection late")
public record SlowClose(Duration delay) implements Fault {
    public SlowClose {
        Check.positive("delay", delay);
    }
}
