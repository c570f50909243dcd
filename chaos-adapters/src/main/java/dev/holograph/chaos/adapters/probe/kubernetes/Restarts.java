package dev.holograph.chaos.adapters.probe.kubernetes;

import dev.holograph.chaos.adapters.cluster.Pods;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts how often containers were started again since the first look. Kubernetes counts for each pod from its beginning;
 * what was before the first look is left out, and what a pod had that is gone stays counted.
 */
final class Restarts {

    private final Map<String, Integer> seen = new HashMap<>();
    private boolean hasLooked;
    private int sum;

    /** @param pods all of them as they are now */
    int after(List<Pod> pods) {
        for (Pod pod : pods) {
            int now = Pods.restarts(pod);
            Integer before = seen.put(Pods.uid(pod), now);
            if (hasLooked) { // a pod that is new began with none
                sum += Math.max(0, now - (before == null ? 0 : before));
            }
        }
        hasLooked = true;
        return sum;
    }
}
