package dev.holograph.chaos.adapters.load.k6;

import dev.holograph.chaos.scenario.Quantity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which of k6's scenarios in one script were at work until the end. One that ends long before the others takes its kind of
 * request out of the load, and what a fault does to that is then not seen.
 */
final class ScriptScenarios {

    private static final Duration LONG = Duration.ofSeconds(10);

    /** A pause that is so much longer than the longest before it is an end. */
    private static final int PAUSES = 3;

    private record Signs(long last, long longestPause) {

        Signs and(long atMicros) {
            return new Signs(Math.max(last, atMicros), Math.max(longestPause, atMicros - last));
        }
    }

    private final Map<String, Signs> signs = new TreeMap<>();

    /** A request or the end of an iteration. */
    void sign(String scenario, long atMicros) {
        signs.merge(scenario, new Signs(atMicros, 0), (before, now) -> before.and(atMicros));
    }

    /** @param begin of the load, in microseconds */
    List<String> warnings(long begin) {
        long end = signs.values().stream().mapToLong(Signs::last).max().orElse(begin);
        return signs.entrySet().stream()
                .map(one -> warning(one.getKey(), one.getValue(), begin, end))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> warning(String scenario, Signs its, long begin, long end) {
        long silent = end - its.last();
        boolean wentOn = silent <= LONG.toNanos() / 1000 || silent <= PAUSES * its.longestPause();
        return wentOn
                ? Optional.empty()
                : Optional.of("k6's scenario '" + scenario + "' did nothing any more from " + time(its.last() - begin)
                        + " of the load on, while others of the script went on for " + time(silent)
                        + ": nothing shows what became of its requests then; let it last as long as"
                        + " __ENV.CHAOS_LOAD_MS says");
    }

    private static String time(long micros) {
        return Quantity.time(Duration.ofMillis(micros / 1000)).toString();
    }
}
