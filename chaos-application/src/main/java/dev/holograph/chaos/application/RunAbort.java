package dev.holograph.chaos.application;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Ends the runs that go on for this user in other processes: they take everything back, and end as interrupted. */
final class RunAbort {

    private static final Duration WITHIN = Duration.ofSeconds(90);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private RunAbort() {}

    static void endAll(Setup setup) throws ChaosException {
        RunRegistry runs = setup.knownRuns();
        List<Path> alive = runs.alive();
        if (alive.isEmpty()) {
            setup.log().info("No run goes on");
            return;
        }
        try {
            for (Path run : alive) {
                LiveRun.abort(run);
            }
        } catch (IOException e) {
            throw new ChaosException("a run cannot be stopped: " + e.getMessage(), e);
        }
        long end = System.nanoTime() + WITHIN.toNanos();
        while (runs.alive().stream().anyMatch(alive::contains)) {
            if (System.nanoTime() - end > 0) {
                throw new ChaosException("asked to stop, and still running after " + WITHIN.toSeconds() + " s: "
                        + names(alive) + "; end its process, then call chaos:recover");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        setup.log().info("Ended, with everything taken back: " + names(alive));
    }

    private static String names(List<Path> runs) {
        return String.join(
                ", ", runs.stream().map(run -> run.getFileName().toString()).toList());
    }
}
