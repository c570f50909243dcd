package dev.holograph.chaos.run;

import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.run.JournalEntry.Event;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.slo.FaultRecord;
import dev.holograph.chaos.slo.SeriesRecorder;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.FaultDriver;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One fault from its intention to its undo: intended → injected → undone, each step in the journal before the next.
 * Injected by the thread of the run, undone by the undo thread.
 */
final class FaultInjection {

    /** Longer than an answer takes where there is one; an undo begins within 2 s of its instant. */
    private static final Duration OBSERVED_WITHIN = Duration.ofMillis(1500);

    /** A driver that is still injecting gets this long to give up before the undo goes ahead all the same. */
    private static final Duration INJECTION_GIVES_UP = Duration.ofMillis(500);

    private final Prepared<?> prepared;
    private final Drivers.Bound<?> driver;
    private final JournalWriter journal;
    private final RunClock clock;
    private final SeriesRecorder recorder;
    private final CountDownLatch injectionOver = new CountDownLatch(1);
    private final List<Evidence> evidence = new ArrayList<>();

    private @Nullable UndoRecipe recipe;
    private @Nullable Instant requested;
    private @Nullable Instant confirmed;
    private @Nullable Instant undoRequested;
    private @Nullable Instant undoConfirmed;
    private @Nullable String undoProblem;
    private boolean overtaken;

    FaultInjection(
            Prepared<?> prepared,
            Drivers.Bound<?> driver,
            JournalWriter journal,
            RunClock clock,
            SeriesRecorder recorder) {
        this.recorder = recorder;
        this.prepared = prepared;
        this.driver = driver;
        this.journal = journal;
        this.clock = clock;
        this.recipe = prepared.undo() == null ? prepared.cleanupRecipe() : prepared.undo();
    }

    String name() {
        return prepared.step().name();
    }

    boolean isLasting() {
        return prepared.undo() != null;
    }

    /** Its recipe is on disk when this returns. */
    void intend() {
        UndoRecipe cleanupRecipe = prepared.cleanupRecipe();
        UndoRecipe undo = prepared.undo();
        Map<String, String> data = cleanupRecipe != null
                ? JournalEntry.ofCleanupRecipe(cleanupRecipe)
                : undo == null ? Map.of() : JournalEntry.of(undo);
        journal.must(new JournalEntry(clock.now(), Event.FAULT_INTENDED, name(), data));
    }

    /** Adds to the recipe; it is on disk when this returns. */
    void remember(Map<String, String> more) {
        journal.must(new JournalEntry(clock.now(), Event.RECIPE_EXTENDED, name(), JournalEntry.extension(more)));
        synchronized (this) {
            recipe = recipe == null ? null : recipe.with(more);
        }
    }

    /** How a person takes it back, by all that is known of it by now; {@code null} if it leaves nothing. */
    synchronized @Nullable String byHand() {
        return recipe == null ? null : recipe.byHand();
    }

    /** @return the moment it was confirmed */
    Instant inject() throws DriverException, InterruptedException {
        Instant from = recorder.injecting(name(), isLasting(), clock::now);
        synchronized (this) {
            requested = from;
        }
        Evidence first = driver.inject(prepared);
        Instant now = clock.now();
        synchronized (this) {
            confirmed = now;
            evidence.add(first);
        }
        write(now, Event.FAULT_INJECTED, Map.of("evidence", first.text()));
        return now;
    }

    /**
     * No injection is under way any more, or ever will be.
     *
     * @return whether an undo went ahead while it was: then it must be undone again
     */
    synchronized boolean injectionIsOver() {
        injectionOver.countDown();
        return overtaken;
    }

    /** By the undo thread: the same call at the end of the phase and on a signal. */
    void undo(Deadline deadline) throws Exception {
        // A signal can come while the injection is under way: an undo that overtook it would undo nothing.
        boolean over = injectionOver.await(
                Math.min(INJECTION_GIVES_UP.toNanos(), deadline.remaining().toNanos() / 2), TimeUnit.NANOSECONDS);
        synchronized (this) {
            overtaken = !over && injectionOver.getCount() > 0;
        }
        Instant began = clock.now();
        UndoRecipe known;
        synchronized (this) {
            known = recipe;
            if (known == null || (!isLasting() && confirmed != null)) {
                return; // what has happened at an instant has left nothing
            }
            undoRequested = began;
        }
        write(began, Event.UNDO_REQUESTED, Map.of());
        try {
            driver.undo(known, deadline);
            Instant done = clock.now();
            recorder.undone(name(), done);
            synchronized (this) {
                undoConfirmed = done;
                undoProblem = null;
            }
            write(done, Event.FAULT_UNDONE, Map.of());
        } catch (Exception e) {
            String problem = e.getMessage() == null ? e.toString() : e.getMessage();
            synchronized (this) {
                undoProblem = problem + "; by hand: " + known.byHand();
            }
            write(clock.now(), Event.UNDO_FAILED, Map.of("problem", problem, "byHand", known.byHand()));
            throw e;
        }
    }

    /** Asks the driver what it has seen of the fault since it was injected. */
    void observe() {
        note(observed());
    }

    /**
     * The same before the undo, which does not wait for long: a driver that gets no answer, as of an API server that stands
     * still, would keep the fault on meanwhile. What it finds later may be the undo's doing, and does not count.
     */
    void observeBeforeUndo() throws InterruptedException {
        FutureTask<Evidence> asking = new FutureTask<>(this::observed);
        Thread thread = new Thread(asking, "chaos-observe-" + name());
        thread.setDaemon(true);
        thread.start();
        try {
            note(asking.get(OBSERVED_WITHIN.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            asking.cancel(true);
            note(Evidence.none("the driver could not find out within " + OBSERVED_WITHIN.toMillis() / 1e3
                    + " s, and the undo did not wait for longer"));
        } catch (ExecutionException e) {
            note(Evidence.none("the driver could not find out: " + e.getCause()));
        }
    }

    private Evidence observed() {
        try {
            return driver.observe(prepared);
        } catch (RuntimeException e) {
            return Evidence.none("the driver could not find out: " + e);
        }
    }

    @SuppressWarnings("ReferenceEquality") // one answer of its own, whatever another says in the same words
    private synchronized void note(Evidence seen) {
        if (seen != FaultDriver.NOTHING_FURTHER) {
            evidence.add(seen);
        }
    }

    synchronized boolean isOn() {
        return confirmed != null && isLasting() && undoConfirmed == null;
    }

    /** What happened; {@code null} if it was never injected. */
    synchronized @Nullable FaultRecord record() {
        if (requested == null || confirmed == null) {
            return null;
        }
        return new FaultRecord(
                name(),
                prepared.description(),
                isLasting(),
                requested,
                confirmed,
                undoRequested,
                undoConfirmed,
                evidence,
                undoProblem);
    }

    private void write(Instant at, Event event, Map<String, String> data) {
        journal.tell(new JournalEntry(at, event, name(), data));
    }
}
