package dev.holograph.chaos.scenario.fault;

import dev.holograph.chaos.scenario.Default;
import dev.holograph.chaos.scenario.Direction;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultType;

/**
 * The target and a peer can no longer open connections to each other, by a NetworkPolicy. It works where the cluster's
 * network plugin enforces such policies; what it does to connections that are open depends on the plugin.
 *
 * @param peer a target of the environment with pods
 * @param direction requests: from the peer to the target; responses: from the target to the peer
 */
@FaultType(name = "network-policy", lasting = true, does = "cuts the target off from a peer by a NetworkPolicy")
public record NetworkPolicy(String peer, @Default("both") Direction direction) implements Fault {}
