package dev.holograph.chaos.scenario.fault;

import dev.holograph.chaos.scenario.Default;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultType;
import dev.holograph.chaos.scenario.Signed;
import java.time.Duration;

/**
 * The clocks of the target's hosts are wrong. All that runs on such a host sees it, whoever it belongs to.
 *
 * @param offset by which they are wrong: positive is the future
 * @param blockNtp whether the hosts are kept from setting their clocks right
 */
@FaultType(name = "time-travel", lasting = true, does = "sets the clocks of the target's hosts wrong")
public record TimeTravel(
        @Signed Duration offset, @Default("false") boolean blockNtp) implements Fault {
    public TimeTravel {
        if (offset.isZero()) {
            throw new IllegalArgumentException("offset must not be 0s: a clock that is right is no fault");
        }
        Check.wholeSeconds("offset", offset.abs());
    }
}
