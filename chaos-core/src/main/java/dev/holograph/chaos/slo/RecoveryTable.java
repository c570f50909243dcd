package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Phase;
import java.time.Instant;
import java.util.List;

/** How long the system took to be healthy again after each episode of faults. */
public final class RecoveryTable {

    private RecoveryTable() {}

    /**
     * One episode.
     *
     * @param after its faults in words
     * @param from when its last undo was requested, or its last instant fault was
     * @param until how far recovery was looked for: the next fault, or the end of the load
     * @param isLast whether no other episode came after it
     * @param took in words
     */
    public record Row(String after, Instant from, Instant until, boolean isLast, String took) {}

    /** A row for each episode; none if the run did not come to its end, or had no fault. */
    public static List<Row> of(Observed observed) {
        RunTimes times = observed.times();
        if (times == null || times.end() == null || observed.faults().isEmpty()) {
            return List.of();
        }
        Assessor assessor = new Assessor(
                observed.series().thresholds(),
                Readings.of(observed.series()),
                new Stretches(times, observed.faults(), observed.scenario().recovery()).of(Phase.BASELINE),
                Words.plannedRate(observed.scenario()));
        Recovery recovery = new Recovery(
                assessor, observed.scenario().steadyState(), observed.scenario().recovery());
        return EpisodeRecovery.of(observed, times.end(), recovery).stream()
                .map(one -> new Row(
                        one.after(),
                        one.episode().overAtTheEarliest(),
                        one.episode().until(),
                        one.episode().isLast(),
                        one.took()))
                .toList();
    }
}
