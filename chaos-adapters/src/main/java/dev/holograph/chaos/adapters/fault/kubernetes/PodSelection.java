package dev.holograph.chaos.adapters.fault.kubernetes;

import dev.holograph.chaos.adapters.cluster.PodChangeObserver;
import dev.holograph.chaos.adapters.cluster.PodChangeObservers;
import dev.holograph.chaos.adapters.cluster.Pods;
import dev.holograph.chaos.plan.Preflight;
import dev.holograph.chaos.scenario.fault.PodCount;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** Pods selected by the kill faults of a driver, and what became of all pods of the target since. */
final class PodSelection {

    private final DriverContext context;
    private final Map<String, Integer> times = new ConcurrentHashMap<>();
    private final PodChangeObservers aftermaths = new PodChangeObservers();

    PodSelection(DriverContext context) {
        this.context = context;
    }

    /** @param count a number, or a share such as 50% */
    static Preflight.BlastRadius blast(String count, List<Pod> pods) {
        int affected = PodCount.parse(count).of(pods.size());
        return new Preflight.BlastRadius(pods.size(), Pods.ready(pods), affected, true);
    }

    /**
     * Chooses among the pods that are there: a fault that is repeated chooses anew each time, and the same in the next
     * run of the same seed.
     *
     * @throws DriverException if there is none
     */
    List<Pod> choose(Pods pods, String step, String count) throws DriverException, InterruptedException {
        List<Pod> before = pods.list();
        if (before.isEmpty()) {
            throw new DriverException("no pod matches " + pods.target() + ": there is nothing to kill");
        }
        RandomGenerator random = context.random("pods of " + step + " " + times.merge(step, 1, Integer::sum));
        aftermaths.begin(
                step, new PodChangeObserver(pods, before, context.clock().instant()));
        return Pods.choose(before, PodCount.parse(count), random);
    }

    Evidence aftermath(String step) {
        return aftermaths.of(step, "nothing was killed");
    }
}
