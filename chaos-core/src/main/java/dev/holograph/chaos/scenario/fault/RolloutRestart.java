package dev.holograph.chaos.scenario.fault;

import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultType;

/** Every instance of the target is replaced, as a deployment of a new version would. */
@FaultType(name = "rollout-restart", lasting = false, does = "replaces every instance of the target, as a rollout does")
public record RolloutRestart() implements Fault {}
