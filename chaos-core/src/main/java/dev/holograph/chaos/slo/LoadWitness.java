package dev.holograph.chaos.slo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one load knows of itself, apart from what it measured of the system.
 *
 * @param load its name in the scenario
 * @param shown its generator, as a person reads it
 * @param made requests that became due, by the clock
 * @param activity signs that a script works: requests that ended, iterations that it finished
 * @param iterations that a script finished
 * @param exceptions that a script threw
 * @param dropped iterations of a script that could not start
 * @param exception what the first exception said; {@code null} if there was none
 * @param lastBeat microseconds since the epoch; 0: it never gave a sign of life
 * @param failures why its requests failed
 */
public record LoadWitness(
        String load,
        String shown,
        CellCounts made,
        CellCounts activity,
        CellCounts iterations,
        CellCounts exceptions,
        CellCounts dropped,
        @Nullable String exception,
        List<Silence> silences,
        long lastBeat,
        List<Failures> failures) {

    public LoadWitness {
        silences = List.copyOf(silences);
        failures = List.copyOf(failures);
    }

    /** From its last sign of life to the end of the load, if that is too long; {@code null} if it is not. */
    @Nullable Silence silentSince(long endMicros, long allowed) {
        return lastBeat == 0 || endMicros - lastBeat <= allowed
                ? null
                : new Silence(shown, Window.around(Window.instant(lastBeat), Window.instant(endMicros)));
    }
}
