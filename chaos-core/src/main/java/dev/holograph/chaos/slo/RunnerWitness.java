package dev.holograph.chaos.slo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one of several generators of a load knows of itself. Each makes the same share of the load's requests.
 *
 * @param shown as a person reads it, such as {@code runner 2 of 4}
 * @param made requests that became due, by the clock
 * @param lastBeat microseconds since the epoch; 0: it never gave a sign of life
 */
public record RunnerWitness(String shown, CellCounts made, List<Silence> silences, long lastBeat) {

    public RunnerWitness {
        silences = List.copyOf(silences);
    }

    /** From its last sign of life to the end of the load, if that is too long; {@code null} if it is not. */
    @Nullable Silence silentSince(long endMicros, long allowed) {
        return LoadWitness.silentSince(shown, lastBeat, endMicros, allowed);
    }
}
