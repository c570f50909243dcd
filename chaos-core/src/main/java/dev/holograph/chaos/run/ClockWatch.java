package dev.holograph.chaos.run;

import dev.holograph.chaos.slo.Finding;
import dev.holograph.chaos.slo.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Holds the wall clock, by which load engines tell when something was due and answered, against the one that only goes
 * forward. A clock that is set right, or a machine that slept, moves samples into windows in which they were not taken.
 */
final class ClockWatch {

    /** Slewing, by at most 500 ppm (adjtimex(2)), takes 17 minutes for as much. */
    private static final Duration MOST = Duration.ofMillis(500);

    private final RunClock clock;
    private final Instant start;
    private final List<Finding> found = new ArrayList<>();
    private long offset;

    ClockWatch(RunClock clock) {
        this.clock = clock;
        this.start = clock.now();
        this.offset = offset();
    }

    /** Compares the two: to be done once a second. */
    void look() {
        long now = offset();
        Duration step = Duration.ofNanos(now - offset);
        if (step.abs().compareTo(MOST) <= 0) {
            return;
        }
        offset = now;
        found.add(Finding.note(
                Result.NOT_PROVEN,
                "clock",
                String.format(
                        Locale.ROOT,
                        "this machine's wall clock moved by %+.1f s against the time that passed, until %s: what was"
                                + " measured across that step is not the system's; see to it that the clock is not set"
                                + " and the machine does not sleep during a run",
                        step.toMillis() / 1e3,
                        clock.now())));
    }

    /** Each step. */
    List<Finding> findings() {
        return List.copyOf(found);
    }

    private long offset() {
        return Duration.between(start, clock.now()).toNanos() - clock.nanoTime();
    }
}
