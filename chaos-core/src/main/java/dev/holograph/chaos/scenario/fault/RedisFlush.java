package dev.holograph.chaos.scenario.fault;

import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultType;

/** All that a Redis holds is deleted at one instant. It cannot be undone. */
@FaultType(name = "redis-flush", lasting = false, destroys = true, does = "deletes all that a Redis holds")
public record RedisFlush() implements Fault {}
