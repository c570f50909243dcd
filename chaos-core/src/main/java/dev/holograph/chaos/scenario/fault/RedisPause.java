package dev.holograph.chaos.scenario.fault;

import dev.holograph.chaos.scenario.Default;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultType;

/**
 * A Redis accepts connections and commands and answers none of them, as one that hangs.
 *
 * @param commands which ones are held back until the fault is over
 */
@FaultType(name = "redis-pause", lasting = true, does = "makes a Redis hold back the answers to commands")
public record RedisPause(@Default("all") Commands commands) implements Fault {

    /** All of them, or only those that change data. */
    public enum Commands {
        ALL,
        WRITES
    }
}
