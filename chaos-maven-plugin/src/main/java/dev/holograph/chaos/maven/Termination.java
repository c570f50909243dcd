package dev.holograph.chaos.maven;

import dev.holograph.chaos.run.StopSignal;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns the end of the JVM into the run's one flag, and holds the JVM until the run has taken everything back. The
 * thread that runs the goal does the work: if it returned first, Maven would dispose the plugin's classes under it.
 */
final class Termination implements AutoCloseable {

    /** Longer than any undo may take. */
    private static final long LONGEST_SECONDS = 60;

    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook;

    Termination(StopSignal stop) {
        hook = new Thread(
                () -> {
                    stop.request(StopSignal.Reason.INTERRUPTED, "the build was stopped by a signal");
                    awaitEnd();
                },
                "chaos-shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void awaitEnd() {
        try {
            if (!over.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("chaos: not everything could be taken back in " + LONGEST_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The run is over: lets the JVM end, or takes the hook away. */
    @Override
    public void close() {
        over.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is going down already, and the hook has just been let go.
        }
    }
}
