package dev.holograph.chaos.maven;

import dev.holograph.chaos.run.StopSignal;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Turns the end of the JVM into the flag of the run that goes on, and holds the JVM until everything is taken back and
 * told. The thread that runs the goal does the work: if it returned first, Maven would dispose the plugin's classes
 * under it.
 */
final class Termination implements AutoCloseable {

    /** Longer than all undos together may take, and what is told after them. */
    private static final long LONGEST_SECONDS = 90;

    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook = new Thread(this::end, "chaos-shutdown");
    private @Nullable StopSignal current;
    private boolean ending;

    Termination() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** From now on this run is the one to stop; it is stopped at once if the JVM is going down already. */
    synchronized void stops(StopSignal run) {
        current = run;
        if (ending) {
            stopCurrent();
        }
    }

    private void end() {
        synchronized (this) {
            ending = true;
            stopCurrent();
        }
        awaitEnd();
    }

    private void stopCurrent() {
        if (current != null) {
            current.request(StopSignal.Reason.INTERRUPTED, "the build was stopped by a signal");
        }
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

    /** All is told: lets the JVM end, or takes the hook away. */
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
