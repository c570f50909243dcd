package dev.holograph.chaos.adapters.fault.kubernetes;

import dev.holograph.chaos.spi.DriverContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** How often each fault was injected: one that is repeated chooses anew each time, and the same in the next run. */
final class Times {

    private final Map<String, Integer> times = new ConcurrentHashMap<>();

    RandomGenerator random(DriverContext context, String step) {
        return context.random("pods of " + step + " " + times.merge(step, 1, Integer::sum));
    }
}
