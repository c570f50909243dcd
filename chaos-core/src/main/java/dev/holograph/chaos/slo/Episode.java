package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Episodes;
import dev.holograph.chaos.scenario.Episodes.Disturbance;
import dev.holograph.chaos.scenario.RecoveryRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Faults of a run that came too soon after one another for a recovery to be seen between them. While one of them is on,
 * or the next one is near, nothing can be said of the others' recovery.
 *
 * @param faults in the order in which they were injected
 * @param until when the next episode began, or no further request was due
 * @param isLast whether no other episode came after it
 */
public record Episode(List<FaultRecord> faults, Instant until, boolean isLast) {

    /** Ends at the later of the two timestamps: the fault may have been active until then. */
    private record Disturbing(FaultRecord fault) implements Disturbance<Instant> {
        @Override
        public Instant begins() {
            return fault.injectionRequested();
        }

        @Override
        public Instant over() {
            return later(fault);
        }
    }

    /** @param end no further requests were due */
    static List<Episode> of(List<FaultRecord> faults, RecoveryRule rule, Instant end) {
        List<List<Disturbing>> groups = Episodes.of(
                faults.stream().map(Disturbing::new).toList(),
                (from, to) -> Recovery.canBeSeen(rule, Window.micros(from), Window.micros(to)));
        List<Episode> episodes = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            boolean last = i + 1 == groups.size();
            episodes.add(new Episode(
                    groups.get(i).stream().map(Disturbing::fault).toList(),
                    last ? end : groups.get(i + 1).get(0).begins(),
                    last));
        }
        return episodes;
    }

    Instant begins() {
        return faults.get(0).injectionRequested();
    }

    /** When the last undo was requested, or the last instant fault was: recovery takes no longer than from here. */
    Instant overAtTheEarliest() {
        return last(Episode::earlier);
    }

    /** When the last undo, or the last instant fault, was confirmed: recovery takes no shorter than from here. */
    Instant overAtTheLatest() {
        return last(Episode::later);
    }

    private Instant last(Function<FaultRecord, Instant> moment) {
        return faults.stream().map(moment).max(Comparator.naturalOrder()).orElseThrow();
    }

    private static Instant earlier(FaultRecord fault) {
        return fault.undoRequested() == null ? fault.injectionRequested() : fault.undoRequested();
    }

    private static Instant later(FaultRecord fault) {
        return fault.undoConfirmed() == null ? fault.injectionConfirmed() : fault.undoConfirmed();
    }
}
