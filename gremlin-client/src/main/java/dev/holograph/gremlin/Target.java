package dev.holograph.gremlin;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which hosts or containers are attacked. Gremlin reads a request without ids, tags or labels as "everything the team
 * has"; no target that can be made here means that.
 */
public sealed interface Target {

    /** These hosts, all of them. */
    record HostIds(List<String> ids) implements Target {
        public HostIds {
            ids = Checks.names("host ids", ids);
        }
    }

    /** These containers, all of them. */
    record ContainerIds(List<String> ids) implements Target {
        public ContainerIds {
            ids = Checks.names("container ids", ids);
        }
    }

    /**
     * Some of the hosts with these tags.
     *
     * @param tags a host must have one of the values of each
     */
    record HostTags(Map<String, List<String>> tags, Sampling sampling) implements Target {
        public HostTags {
            tags = Checks.labels("host tags", tags);
        }
    }

    /**
     * Some of the containers with these labels.
     *
     * @param labels a container must have one of the values of each
     */
    record ContainerLabels(Map<String, List<String>> labels, Sampling sampling) implements Target {
        public ContainerLabels {
            labels = Checks.labels("container labels", labels);
        }
    }

    /** What a target must not be. */
    final class Checks {

        private Checks() {}

        private static List<String> names(String what, List<String> values) {
            if (values.isEmpty() || values.stream().anyMatch(String::isBlank)) {
                throw new IllegalArgumentException(
                        what + " must not be empty: Gremlin would attack everything the team has");
            }
            return List.copyOf(values);
        }

        private static Map<String, List<String>> labels(String what, Map<String, List<String>> labels) {
            Map<String, List<String>> checked = new TreeMap<>();
            labels.forEach((key, values) -> checked.put(key, names(what, values)));
            names(what, List.copyOf(checked.keySet()));
            return Map.copyOf(checked);
        }
    }
}
