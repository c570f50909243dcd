package dev.holograph.chaos.maven;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;

/** Ends the runs that go on for this user in other processes: they take everything back, and end as interrupted. */
@Mojo(name = "abort", requiresProject = false, threadSafe = true)
final class AbortMojo extends ChaosMojo {

    private static final Duration WITHIN = Duration.ofSeconds(90);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    @Override
    void work() throws MojoExecutionException {
        KnownRuns runs = new KnownRuns(state());
        List<Path> alive = runs.alive();
        if (alive.isEmpty()) {
            getLog().info("No run goes on");
            return;
        }
        try {
            for (Path run : alive) {
                LiveRun.abort(run);
            }
        } catch (IOException e) {
            throw new MojoExecutionException("a run cannot be told to end: " + e.getMessage(), e);
        }
        long end = System.nanoTime() + WITHIN.toNanos();
        while (runs.alive().stream().anyMatch(alive::contains)) {
            if (System.nanoTime() - end > 0) {
                throw new MojoExecutionException("told to end, and still there after " + WITHIN.toSeconds() + " s: "
                        + names(alive) + "; end its process, then call chaos:recover");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        getLog().info("Ended, with everything taken back: " + names(alive));
    }

    private static String names(List<Path> runs) {
        return String.join(
                ", ", runs.stream().map(run -> run.getFileName().toString()).toList());
    }
}
