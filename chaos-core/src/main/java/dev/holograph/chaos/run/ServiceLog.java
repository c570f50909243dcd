package dev.holograph.chaos.run;

import dev.holograph.chaos.scenario.Phase;
import java.util.List;
import java.util.Map;

/**
 * What a service printed about trouble. It is shown, and not judged.
 *
 * @param service its name in the environment
 * @param log where the whole log is, in the folder of the run
 * @param lines those that differ in more than numbers, the most frequent of the fault phase first
 * @param others how many lines came beyond the kinds that are kept
 */
public record ServiceLog(String service, String log, List<Line> lines, long others) {

    public ServiceLog {
        lines = List.copyOf(lines);
    }

    /**
     * Lines that differ in numbers alone.
     *
     * @param isError what the service itself calls it; else a warning
     * @param text the first of them, without secrets
     * @param perPhase how many were printed in each phase
     */
    public record Line(boolean isError, String text, Map<Phase, Long> perPhase) {

        public Line {
            perPhase = Map.copyOf(perPhase);
        }

        /** How many came in all. */
        public long count() {
            return perPhase.values().stream().mapToLong(Long::longValue).sum();
        }
    }
}
