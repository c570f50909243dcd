package dev.holograph.chaos.slo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells the occurrences of a repeated fault from one another. */
public final class FaultNames {

    private FaultNames() {}

    /**
     * What to call each of these faults: by its name, and by its number if there are several of that name.
     *
     * @param faults in the order in which they were injected
     */
    public static List<String> of(List<FaultRecord> faults) {
        Map<String, Integer> all = new HashMap<>();
        faults.forEach(fault -> all.merge(fault.name(), 1, Integer::sum));
        Map<String, Integer> seen = new HashMap<>();
        return faults.stream()
                .map(fault -> {
                    int number = seen.merge(fault.name(), 1, Integer::sum);
                    int count = all.getOrDefault(fault.name(), 1);
                    return count == 1 ? fault.name() : fault.name() + " (" + number + " of " + count + ")";
                })
                .toList();
    }
}
