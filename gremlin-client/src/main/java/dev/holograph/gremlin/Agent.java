package dev.holograph.gremlin;

import java.util.Map;

/**
 * An agent of the team that runs; Gremlin calls it a client. One stands for each host.
 *
 * @param id by which {@link Target.HostIds} names it
 * @param tags of its host: those that it was started with, and those that it has found out
 */
public record Agent(String id, Map<String, String> tags) {

    /** @throws IllegalArgumentException if it has no id: then it could not be attacked */
    public Agent {
        if (id.isBlank()) {
            throw new IllegalArgumentException("an agent must have an id");
        }
        tags = Map.copyOf(tags);
    }
}
