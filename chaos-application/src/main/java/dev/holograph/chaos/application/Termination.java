package dev.holograph.chaos.application;

import dev.holograph.chaos.run.StopSignal;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Turns the end of the JVM, and of what it depends on, into the flag of the runs that go on, and holds the JVM until everything is taken back and
 * told. The thread that runs the goal does the work: if it returned first, Maven would dispose the plugin's classes
 * under it.
 */
final class Termination implements AutoCloseable {

    /** Longer than all undos together may take, and what is printed after them. */
    private static final long LONGEST_SECONDS = 90;

    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook = new Thread(this::end, "chaos-shutdown");
    private final Set<StopSignal> current = new LinkedHashSet<>();
    private @Nullable String ending;

    Termination() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** From now on this run is one to stop; it is stopped at once if all is to end already. */
    synchronized void stops(StopSignal run) {
        current.add(run);
        stopCurrent();
    }

    /** This run is over. */
    synchronized void ended(StopSignal run) {
        current.remove(run);
    }

    /** Stops the runs that go on, and each that would follow. Returns at once. */
    synchronized void begin(String why) {
        ending = ending == null ? why : ending;
        stopCurrent();
    }

    /** Whether all is to end. */
    synchronized boolean hasBegun() {
        return ending != null;
    }

    private void end() {
        begin("the build was stopped by a signal");
        awaitEnd();
    }

    private synchronized void stopCurrent() {
        String why = ending;
        if (why != null) {
            current.forEach(run -> run.request(StopSignal.Reason.INTERRUPTED, why));
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

    /** All is printed: lets the JVM end, or takes the hook away. */
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
