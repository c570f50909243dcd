package dev.holograph.chaos.scenario;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A named metric of k6 or of a probe, or only those of its samples that carry these tags.
 *
 * @param tags what each sample must carry; empty: all samples
 */
public record Metric(String name, Map<String, String> tags) {

    public Metric {
        tags = Map.copyOf(tags);
    }

    /** Whether a sample of this metric with such tags is meant. */
    public boolean selects(Map<String, String> ofSample) {
        return tags.entrySet().stream().allMatch(tag -> tag.getValue().equals(ofSample.get(tag.getKey())));
    }

    /**
     * The one of these, as they are written, that a person meant who has misspelt the value of a tag.
     *
     * @param came as {@link #toString} writes them, with one tag each
     */
    public Optional<String> misspelt(Collection<String> came) {
        return came.stream()
                .filter(other -> tags.entrySet().stream().anyMatch(tag -> {
                    String before = name + "{" + tag.getKey() + "=";
                    return other.startsWith(before)
                            && NearestName.isSlip(tag.getValue(), other.substring(before.length(), other.length() - 1));
                }))
                .findFirst();
    }

    /** As it is written: {@code http_req_duration{name=checkout}}. */
    @Override
    public String toString() {
        return tags.isEmpty()
                ? name
                : name
                        + new TreeMap<>(tags)
                                .entrySet().stream()
                                        .map(tag -> tag.getKey() + "=" + quoted(tag.getValue()))
                                        .collect(Collectors.joining(",", "{", "}"));
    }

    private static String quoted(String value) {
        return value.contains(",") ? '"' + value + '"' : value;
    }
}
