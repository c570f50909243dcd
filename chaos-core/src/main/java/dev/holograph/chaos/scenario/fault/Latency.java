package dev.holograph.chaos.scenario.fault;

import dev.holograph.chaos.scenario.Default;
import dev.holograph.chaos.scenario.Direction;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultType;
import java.time.Duration;

/**
 * Everything that passes is delivered late.
 *
 * @param delay one way, for each direction that is covered
 * @param jitter how far a single delay may lie from {@code delay}
 */
@FaultType(name = "latency", lasting = true, isOfNetwork = true, does = "delivers everything that passes late")
public record Latency(
        Duration delay,
        @Default("0s") Duration jitter,
        @Default("uniform") Distribution distribution,
        @Default("responses") Direction direction)
        implements Fault {

    /** How single delays lie around the mean: within ±jitter, or with jitter as standard deviation. */
    public enum Distribution {
        UNIFORM,
        NORMAL
    }

    public Latency {
        Check.positive("delay", delay);
        if (jitter.isNegative() || jitter.compareTo(delay) > 0) {
            throw new IllegalArgumentException("jitter must lie between 0s and the delay");
        }
    }
}
