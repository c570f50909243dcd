package dev.holograph.chaos.run;

import dev.holograph.chaos.spi.Deadline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that takes things back: last in, first out, each with a deadline, all of them even when one fails. It
 * is never interrupted, whatever happens to the thread of the run.
 */
final class UndoThread {

    /** Takes one thing back; idempotent. */
    @FunctionalInterface
    interface Action {
        void undo(Deadline deadline) throws Exception;
    }

    /** Something that is to be taken back. */
    static final class Entry {
        private final String what;
        private final Duration within;
        private final @Nullable String byHand;
        private final Action action;

        private Entry(String what, Duration within, @Nullable String byHand, Action action) {
            this.what = what;
            this.within = within;
            this.byHand = byHand;
            this.action = action;
        }
    }

    /**
     * Something that could not be taken back.
     *
     * @param byHand how a person takes it back; {@code null} if it ends with this process
     */
    record Problem(String what, @Nullable String byHand, Exception cause) {
        String sentence() {
            return what + ": " + (cause.getMessage() == null ? cause.toString() : cause.getMessage())
                    + (byHand == null ? "" : "; by hand: " + byHand);
        }
    }

    private static final Duration GRACE = Duration.ofSeconds(1);

    private final LongSupplier nanoTime;
    private final Deque<Entry> open = new ArrayDeque<>();
    private final List<Problem> problems = new ArrayList<>();
    private boolean ending;

    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> daemon(task, "chaos-undo"));
    private final ExecutorService workers = Executors.newCachedThreadPool(task -> daemon(task, "chaos-undo-worker"));

    UndoThread(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        // Made now: a thread can no longer be started when the JVM is short of memory or already going down.
        Uninterruptibly.get(thread.submit(() -> {}));
    }

    /**
     * Notes something that is to be taken back. If everything is being taken back already (a signal came while the
     * thing was being made), it follows at once.
     *
     * @param byHand how a person does it; {@code null} if nothing would outlive this process
     */
    Entry push(String what, Duration within, @Nullable String byHand, Action action) {
        Entry entry = new Entry(what, within, byHand, action);
        boolean late;
        synchronized (this) {
            open.push(entry);
            late = ending;
        }
        if (late) {
            undo(entry);
        }
        return entry;
    }

    /** Takes this back now, and returns when that is done or its deadline has passed. */
    Optional<Problem> undo(Entry entry) {
        return Uninterruptibly.get(thread.submit(() -> take(entry)));
    }

    /** Takes everything back; may be called again. */
    void begin() {
        synchronized (this) {
            ending = true;
        }
        try {
            thread.execute(() -> {
                for (Entry entry = next(); entry != null; entry = next()) {
                    take(entry);
                }
            });
        } catch (RejectedExecutionException e) {
            // A signal that came when the run had just finished: there is nothing left to take back.
        }
    }

    /** Takes everything back, returns when that is done, and ends the thread. */
    List<Problem> finish() {
        begin();
        Uninterruptibly.get(thread.submit(() -> {}));
        thread.shutdown();
        workers.shutdown();
        synchronized (this) {
            return List.copyOf(problems);
        }
    }

    private synchronized @Nullable Entry next() {
        return open.peek();
    }

    private Optional<Problem> take(Entry entry) {
        synchronized (this) {
            if (!open.remove(entry)) {
                return Optional.empty(); // taken back before
            }
        }
        try {
            attempt(entry);
            return Optional.empty();
        } catch (Exception e) {
            Problem problem = new Problem(entry.what, entry.byHand, e);
            synchronized (this) {
                problems.add(problem);
            }
            return Optional.of(problem);
        }
    }

    /** On a thread of its own, so that one that ignores its deadline does not keep the others from their turn. */
    private void attempt(Entry entry) throws Exception {
        Future<?> attempt = workers.submit(() -> {
            entry.action.undo(Deadline.in(entry.within, nanoTime));
            return null;
        });
        try {
            attempt.get(entry.within.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new TimeoutException("not done within " + entry.within.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
