package dev.holograph.chaos.slo;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one load knows of itself, apart from what it measured of the system.
 *
 * @param load its name in the scenario
 * @param shown its generator, as a person reads it
 * @param made requests that became due, by the clock
 * @param activity signs that a script works: requests to its target that ended; of a script that makes no requests, iterations
 * @param elsewhere requests of a script to something else than its target
 * @param addresses where these went, the first few
 * @param iterations that a script finished
 * @param exceptions that a script threw
 * @param dropped iterations of a script that could not start
 * @param unfinished iterations of a script by when they began, that had not ended when the load did
 * @param exception what the first exception said; {@code null} if there was none
 * @param lastBeat microseconds since the epoch; 0: it never gave a sign of life
 * @param failures why its requests failed
 * @param versions of HTTP by which answers came, in the order in which they came; empty: nobody knows, or none came
 * @param requests what became of each kind of its requests
 * @param runners the generators that share its requests; empty: there is one
 */
public record LoadWitness(
        String load,
        String shown,
        CellCounts made,
        CellCounts activity,
        CellCounts elsewhere,
        List<String> addresses,
        CellCounts iterations,
        CellCounts exceptions,
        CellCounts dropped,
        CellCounts unfinished,
        @Nullable String exception,
        List<Silence> silences,
        long lastBeat,
        List<Failures> failures,
        List<String> versions,
        List<RequestOutcomes> requests,
        List<RunnerWitness> runners) {

    public LoadWitness {
        addresses = List.copyOf(addresses);
        silences = List.copyOf(silences);
        failures = List.copyOf(failures);
        versions = List.copyOf(versions);
        requests = List.copyOf(requests);
        runners = List.copyOf(runners);
    }

    /** Requests of a script in a window, to whatever target. */
    long requests(Window window) {
        return activity.over(window) + elsewhere.over(window);
    }

    /** Which part of a script's requests in a window went to its target; 1 where there were none. */
    double shareOfTarget(Window window) {
        long all = requests(window);
        return all == 0 ? 1 : activity.over(window) / (double) all;
    }

    /** Silences of its generators: from the last sign of life to the end of the load, where that is too long. */
    List<Silence> silentSince(long endMicros, long allowed) {
        return runners.isEmpty()
                ? Stream.ofNullable(silentSince(shown, lastBeat, endMicros, allowed))
                        .toList()
                : runners.stream()
                        .flatMap(runner -> Stream.ofNullable(runner.silentSince(endMicros, allowed)))
                        .toList();
    }

    static @Nullable Silence silentSince(String shown, long lastBeat, long endMicros, long allowed) {
        return lastBeat == 0 || endMicros - lastBeat <= allowed
                ? null
                : new Silence(shown, Window.around(Window.instant(lastBeat), Window.instant(endMicros)));
    }
}
