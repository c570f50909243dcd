package dev.holograph.chaos.scenario.fault;

import dev.holograph.chaos.scenario.Default;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultType;

/**
 * A Redis closes the connections of its clients at one instant. They may come back at once.
 *
 * @param clients whose connections
 */
@FaultType(name = "redis-disconnect", lasting = false, does = "closes the connections of a Redis's clients")
public record RedisDisconnect(@Default("all") Clients clients) implements Fault {

    /** Which clients are disconnected: subscribers to a channel, all the others, or both. */
    public enum Clients {
        ALL,
        NORMAL,
        PUBSUB
    }
}
