package dev.holograph.chaos.run;

import dev.holograph.chaos.spi.Deadline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes things back: last in, first out, each with a deadline, all of them even when one fails. What was done to
 * different targets is taken back side by side, so that one that hangs costs the others none of their time, and all of
 * it has one deadline. Nothing of this is interrupted, whatever happens to the thread of the run.
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
        private final @Nullable String target;
        private final Duration within;
        private final Supplier<@Nullable String> byHand;
        private final Action action;

        private Entry(
                String what,
                @Nullable String target,
                Duration within,
                Supplier<@Nullable String> byHand,
                Action action) {
            this.what = what;
            this.target = target;
            this.within = within;
            this.byHand = byHand;
            this.action = action;
        }
    }

    /**
     * Something that could not be taken back.
     *
     * @param byHand how a person takes it back; {@code null} if it ends with this process
     * @param attempt goes on, or has ended late; {@code null}: it failed
     */
    record Problem(
            String what,
            @Nullable String byHand,
            Exception cause,
            @Nullable Future<?> attempt) {
        String sentence() {
            return what + ": " + (cause.getMessage() == null ? cause.toString() : cause.getMessage())
                    + (byHand == null ? "" : "; by hand: " + byHand);
        }
    }

    /** The latest at which faults are still being taken back, from the moment at which everything is to be. */
    private static final Duration ALL_WITHIN = Duration.ofSeconds(45);

    private static final Duration GRACE = Duration.ofSeconds(1);

    /** Before the end: on a busy machine, what has missed its deadline is done a moment later. */
    private static final Duration LATE_BY = Duration.ofSeconds(5);

    private final LongSupplier nanoTime;
    private final Duration allWithin;
    private final Deque<Entry> open = new ArrayDeque<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> late = new ArrayList<>();
    private final Map<String, Lock> targets = new ConcurrentHashMap<>();

    /** Shared by what was done to a target; held alone for what all of that stands on, such as the environment. */
    private final ReadWriteLock ground = new ReentrantReadWriteLock();

    /** When everything is to be taken back by, on the clock {@link #nanoTime}; {@code null}: the run goes on. */
    private @Nullable Long end;

    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> daemon(task, "chaos-undo"));
    private final ExecutorService workers = Executors.newCachedThreadPool(task -> daemon(task, "chaos-undo-worker"));

    UndoThread(LongSupplier nanoTime) {
        this(nanoTime, ALL_WITHIN);
    }

    /** @param allWithin for all that was done to targets, from {@link #begin} on */
    UndoThread(LongSupplier nanoTime, Duration allWithin) {
        this.nanoTime = nanoTime;
        this.allWithin = allWithin;
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
        return push(new Entry(what, null, within, () -> byHand, action));
    }

    /**
     * Notes something that was done to one target: what was done to others does not wait for it.
     *
     * @param byHand asked when it could not be taken back: what a person needs may become known only later
     */
    Entry push(String what, String target, Duration within, Supplier<@Nullable String> byHand, Action action) {
        return push(new Entry(what, target, within, byHand, action));
    }

    private Entry push(Entry entry) {
        boolean late;
        synchronized (this) {
            open.push(entry);
            late = end != null;
        }
        if (late) {
            undo(entry);
        }
        return entry;
    }

    /** Takes this back now, and returns when that is done or its deadline has passed. */
    Optional<Problem> undo(Entry entry) {
        return Uninterruptibly.get(workers.submit(() -> take(entry)));
    }

    /** Takes everything back; may be called again. */
    void begin() {
        synchronized (this) {
            if (end == null) {
                end = nanoTime.getAsLong() + allWithin.toNanos();
            }
        }
        try {
            thread.execute(() -> {
                for (Collection<List<Entry>> next = next(); !next.isEmpty(); next = next()) {
                    takeSideBySide(next);
                }
            });
        } catch (RejectedExecutionException e) {
            // A signal that came when the run had just finished: there is nothing left to take back.
        }
    }

    /**
     * Takes everything back, returns when that is done, and ends the thread. What has missed its deadline is looked at
     * once more before it is called a problem.
     */
    List<Problem> finish() {
        begin();
        Uninterruptibly.get(thread.submit(() -> {}));
        Uninterruptibly.get(workers.submit(this::forgiveWhatIsDone));
        thread.shutdown();
        workers.shutdown();
        synchronized (this) {
            return List.copyOf(problems);
        }
    }

    /** What was taken back, later than it should have been: a sentence each. Complete after {@link #finish}. */
    synchronized List<String> late() {
        return List.copyOf(late);
    }

    private void forgiveWhatIsDone() {
        List<Problem> open;
        synchronized (this) {
            open = List.copyOf(problems);
        }
        Deadline deadline = Deadline.in(LATE_BY, nanoTime);
        for (Problem problem : open) {
            if (problem.attempt != null && isDone(problem.attempt, deadline)) {
                synchronized (this) {
                    problems.remove(problem);
                    late.add(problem.what + " was taken back late: " + problem.cause.getMessage() + ", and done then");
                }
            }
        }
    }

    private static boolean isDone(Future<?> attempt, Deadline deadline) {
        try {
            attempt.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody does that to these threads
            return false;
        }
    }

    /** What may be taken back now: of each target in this order, or one thing that all others stood on. */
    private synchronized Collection<List<Entry>> next() {
        Map<String, List<Entry>> next = new LinkedHashMap<>();
        for (Entry entry : open) {
            if (entry.target == null) {
                return next.isEmpty() ? List.of(List.of(entry)) : next.values();
            }
            next.computeIfAbsent(entry.target, target -> new ArrayList<>()).add(entry);
        }
        return next.values();
    }

    private void takeSideBySide(Collection<List<Entry>> all) {
        List<Future<?>> others = new ArrayList<>();
        all.stream().skip(1).forEach(entries -> others.add(workers.submit(() -> entries.forEach(this::take))));
        all.stream().limit(1).forEach(entries -> entries.forEach(this::take));
        others.forEach(Uninterruptibly::get);
    }

    private Optional<Problem> take(Entry entry) {
        if (entry.target == null) {
            return holding(ground.writeLock(), () -> takeHeld(entry));
        }
        Lock target = targets.computeIfAbsent(entry.target, name -> new ReentrantLock());
        return holding(ground.readLock(), () -> holding(target, () -> takeHeld(entry)));
    }

    private static <T> T holding(Lock lock, Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    private Optional<Problem> takeHeld(Entry entry) {
        synchronized (this) {
            if (!open.remove(entry)) {
                return Optional.empty(); // taken back before
            }
        }
        Duration within = within(entry);
        Future<?> attempt = workers.submit(() -> {
            entry.action.undo(Deadline.in(within, nanoTime));
            return null;
        });
        Problem problem;
        try {
            await(attempt, within);
            return Optional.empty();
        } catch (TimeoutException e) {
            problem = new Problem(entry.what, entry.byHand.get(), e, attempt);
        } catch (Exception e) {
            problem = new Problem(entry.what, entry.byHand.get(), e, null);
        }
        synchronized (this) {
            problems.add(problem);
        }
        return Optional.of(problem);
    }

    /** On a thread of its own, so that one that ignores its deadline does not keep the others from their turn. */
    private static void await(Future<?> attempt, Duration within) throws Exception {
        try {
            attempt.get(within.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new TimeoutException("not done within " + within.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** What is left for it; nothing goes untried, however late it is. */
    private synchronized Duration within(Entry entry) {
        if (end == null || entry.target == null) {
            return entry.within;
        }
        Duration left = Duration.ofNanos(end - nanoTime.getAsLong());
        Duration atLeast = left.compareTo(GRACE) < 0 ? GRACE : left;
        return entry.within.compareTo(atLeast) < 0 ? entry.within : atLeast;
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
