package dev.holograph.chaos.adapters.cluster;

import dev.holograph.chaos.slo.Evidence;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What became of the pods of each of a run's faults. */
public final class PodChangeObservers {

    private final Map<String, PodChangeObserver> ofSteps = new ConcurrentHashMap<>();

    /** Begins to observe a step; for a repeated fault, what was there before the first one stays. */
    public void begin(String step, PodChangeObserver aftermath) {
        ofSteps.putIfAbsent(step, aftermath);
    }

    /**
     * What is seen now.
     *
     * @param none what to say of a fault that has not begun
     */
    public Evidence of(String step, String none) {
        PodChangeObserver aftermath = ofSteps.get(step);
        return aftermath == null ? Evidence.none(none) : aftermath.look();
    }
}
