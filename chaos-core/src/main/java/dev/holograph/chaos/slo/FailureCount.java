package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many requests of one load, or of one name among several, failed for one reason.
 *
 * @param load its name in the scenario
 * @param request the name of the request, of a load that makes several kinds; {@code null}: it makes one
 * @param count in all phases
 * @param perPhase how many in each phase, phases without any left out; a request counts in the phase in which it was due
 *     or, if it was open when a fault was injected, under the fault
 * @param first when the first of these failures came
 * @param last when the last of them came
 * @param sample the beginning of one answer, as it came; {@code null} if there was none. Foreign text: to be escaped
 *     where it is shown.
 */
public record FailureCount(
        String load,
        @Nullable String request,
        FailureReason reason,
        long count,
        Map<Phase, Long> perPhase,
        Instant first,
        Instant last,
        @Nullable String sample) {

    public FailureCount {
        perPhase = Map.copyOf(perPhase);
    }

    /** Every reason of every request of every load, the most frequent first. */
    public static List<FailureCount> of(RunObservations observed) {
        RunTimes times = observed.times();
        if (times == null) {
            return List.of();
        }
        List<FailureCount> all = new ArrayList<>();
        for (LoadWitness load : observed.series().witnesses().loads()) {
            for (Failures failures : load.failures()) {
                RunTimeline timeline = new RunTimeline(
                        until(times, failures.last()),
                        observed.faults(),
                        observed.scenario().recovery());
                all.add(new FailureCount(
                        load.load(),
                        failures.request(),
                        failures.reason(),
                        failures.counts().total(),
                        perPhase(failures, timeline),
                        failures.first(),
                        failures.last(),
                        failures.sample()));
            }
        }
        all.sort(Comparator.comparingLong(FailureCount::count).reversed());
        return all;
    }

    /** A run that was ended early, as by an abort condition, was in its last phase until the last failure came. */
    private static RunTimes until(RunTimes times, Instant last) {
        if (times.end() != null) {
            return times;
        }
        Instant end = Window.instant(Window.down(Window.micros(last)) + Cell.LENGTH);
        return new RunTimes(
                times.firstDue(),
                times.baseline() == null ? end : times.baseline(),
                times.fault() == null ? end : times.fault(),
                times.recovery(),
                end);
    }

    private static Map<Phase, Long> perPhase(Failures failures, RunTimeline timeline) {
        Map<Phase, Long> counts = new EnumMap<>(Phase.class);
        for (Phase phase : Phase.values()) {
            Window window = timeline.of(phase);
            long count = window == null ? 0 : failures.counts().over(window);
            if (count > 0) {
                counts.put(phase, count);
            }
        }
        return counts;
    }
}
