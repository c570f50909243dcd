package dev.holograph.chaos.run;

import dev.holograph.chaos.slo.Finding;
import dev.holograph.chaos.slo.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one flag by which a run ends: returning, failing, a signal and an abort all set it, and nothing else. The first
 * reason stays; of the others only those are kept by which the test bench itself failed.
 */
public final class StopSignal {

    /** Why a run ends. */
    public enum Reason {
        FINISHED,
        NOT_STEADY,
        ABORTED,
        LOAD_ENDED,
        WINDOW_CLOSED,
        INTERRUPTED,
        FAILED
    }

    /** A reason with its sentence. */
    public record Stop(Reason reason, String why) {

        /** What it means for the verdict; empty where the run ended by itself, or has said so already. */
        Optional<Finding> finding() {
            return switch (reason) {
                case ABORTED ->
                    Optional.of(Finding.note(Result.BREACH, "abort condition", "aborted, and undone at once: " + why));
                case INTERRUPTED -> Optional.of(Finding.note(Result.INTERRUPTED, "interrupted", why));
                case LOAD_ENDED -> Optional.of(Finding.note(Result.NOT_PROVEN, "load", why));
                case WINDOW_CLOSED ->
                    Optional.of(Finding.note(
                            Result.NOT_PROVEN, "window", "ended early, and everything was taken back at once: " + why));
                case FAILED -> Optional.of(Finding.note(Result.ERROR, "run", why));
                case NOT_STEADY, FINISHED -> Optional.empty();
            };
        }
    }

    private static final int MOST_FAILURES = 5;

    private final CountDownLatch set = new CountDownLatch(1);
    private final List<String> failures = new ArrayList<>();
    private @Nullable Stop stop;
    private @Nullable Runnable listener;
    private @Nullable Thread interruptible;

    /** Sets the flag; later calls change nothing. Returns at once. */
    public void request(Reason reason, String why) {
        Runnable toTell;
        synchronized (this) {
            if (stop != null) {
                return;
            }
            stop = new Stop(reason, why);
            if (interruptible != null) {
                interruptible.interrupt();
            }
            toTell = listener;
        }
        set.countDown();
        if (toTell != null) {
            toTell.run();
        }
    }

    /**
     * Ends the run because the test bench failed, such as for lack of file descriptors. Where the run is ending already,
     * this is kept beside the reason: what was measured before may have been the bench's doing.
     */
    public void fail(String why) {
        synchronized (this) {
            if (!failures.contains(why) && failures.size() < MOST_FAILURES) {
                failures.add(why);
            }
        }
        request(Reason.FAILED, why);
    }

    /** How the test bench failed, whatever the run has ended for; a sentence each. */
    public synchronized List<String> failures() {
        return List.copyOf(failures);
    }

    public synchronized Optional<Stop> requested() {
        return Optional.ofNullable(stop);
    }

    public boolean isRequested() {
        return set.getCount() == 0;
    }

    /** Waits for the flag; returns early if the calling thread is interrupted, with its flag set. */
    public void await(Duration atMost) {
        try {
            set.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            // Somebody who interrupts the run's own thread wants it to end (mvnd's cancel does).
            request(Reason.INTERRUPTED, "the build was interrupted");
            Thread.currentThread().interrupt();
        }
    }

    /** Adds what is called once, when the flag is set; at once if it is set already. */
    void onRequest(Runnable action) {
        synchronized (this) {
            listener = action;
            if (stop == null) {
                return;
            }
        }
        action.run();
    }

    /**
     * Does something that may take long and obeys an interrupt; the flag interrupts it.
     *
     * @throws InterruptedException if the flag was set before or meanwhile, and the action gave up
     */
    <T> T interruptibly(Callable<T> action) throws Exception {
        synchronized (this) {
            if (stop != null) {
                throw new InterruptedException("the run is to stop");
            }
            interruptible = Thread.currentThread();
        }
        try {
            return action.call();
        } finally {
            synchronized (this) {
                interruptible = null;
                if (stop != null) {
                    Thread.interrupted(); // our own interrupt, which came when the action was already over
                }
            }
        }
    }
}
