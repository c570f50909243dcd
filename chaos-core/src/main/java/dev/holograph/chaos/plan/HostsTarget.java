package dev.holograph.chaos.plan;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The hosts that a target is: all on which an agent of Gremlin's runs with these tags.
 *
 * @param tags each of which a host must have, with this value; at least one
 */
public record HostsTarget(Map<String, String> tags) {

    /** @throws IllegalArgumentException if there are none: that would be every host */
    public HostsTarget {
        if (tags.isEmpty()) {
            throw new IllegalArgumentException("without tags these would be all hosts that there are");
        }
        tags = Map.copyOf(tags);
    }

    /** {@code role=chaos,zone=b}. */
    @Override
    public String toString() {
        return words(tags);
    }

    static String words(Map<String, String> tags) {
        return new TreeMap<>(tags)
                .entrySet().stream()
                        .map(tag -> tag.getKey() + "=" + tag.getValue())
                        .collect(Collectors.joining(","));
    }
}
