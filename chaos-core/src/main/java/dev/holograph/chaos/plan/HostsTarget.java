package dev.holograph.chaos.plan;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The hosts that a target is: all on which an agent of Gremlin's runs with these tags.
 * Its keys and its rules of the guard are older than those of other kinds, and its own.
 *
 * @param tags each of which a host must have, with this value; at least one
 */
public record HostsTarget(Map<String, String> tags) implements TargetKind {

    /** @throws IllegalArgumentException if there are none: that would be every host */
    public HostsTarget {
        if (tags.isEmpty()) {
            throw new IllegalArgumentException("without tags these would be all hosts that there are");
        }
        tags = Map.copyOf(tags);
    }

    @Override
    public String kind() {
        return "gremlin";
    }

    @Override
    public String shown() {
        return "hosts " + this;
    }

    @Override
    public List<String> places() {
        return List.of(words(tags));
    }

    @Override
    public List<String> names() {
        return new TreeMap<>(tags)
                .entrySet().stream()
                        .flatMap(tag -> Stream.of(tag.getKey(), tag.getValue()))
                        .toList();
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
