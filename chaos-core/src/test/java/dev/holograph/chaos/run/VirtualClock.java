package dev.holograph.chaos.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Time that passes only where somebody waits for it; whatever is to happen until then happens first, in order. */
final class VirtualClock implements RunClock {

    private record Happening(Instant at, long number, Runnable action) {}

    private final PriorityQueue<Happening> coming =
            new PriorityQueue<>(Comparator.comparing(Happening::at).thenComparing(Happening::number));
    private Instant now = Instant.parse("2026-03-01T12:00:00.030Z");
    private Duration set = Duration.ZERO;
    private long number;

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized long nanoTime() {
        return Duration.between(Instant.EPOCH, now.minus(set)).toNanos();
    }

    @Override
    public void sleepUntil(Instant moment, StopSignal stop) {
        passUntil(moment, stop::isRequested);
    }

    @Override
    public synchronized Alarm at(Instant moment, Runnable action) {
        Happening happening = new Happening(moment, number++, action);
        coming.add(happening);
        return () -> callOff(happening);
    }

    private synchronized void callOff(Happening happening) {
        coming.remove(happening);
    }

    /** Somebody sets the wall clock; the time that passes does not notice. */
    synchronized void set(Duration forward) {
        now = now.plus(forward);
        set = set.plus(forward);
    }

    void pass(Duration duration) {
        passUntil(now().plus(duration), () -> false);
    }

    /** Up to this moment, or until something has come true. */
    synchronized void passUntil(Instant moment, BooleanSupplier enough) {
        while (!enough.getAsBoolean()) {
            Happening next = coming.peek();
            if (next == null || next.at().isAfter(moment)) {
                now = moment.isAfter(now) ? moment : now;
                return;
            }
            coming.remove();
            now = next.at().isAfter(now) ? next.at() : now;
            next.action().run();
        }
    }

    /** A future for which waiting lets time pass. */
    <T> CompletableFuture<T> future() {
        return new CompletableFuture<>() {
            @Override
            public T get(long timeout, TimeUnit unit)
                    throws InterruptedException, java.util.concurrent.ExecutionException,
                            java.util.concurrent.TimeoutException {
                passUntil(
                        now().plusNanos(unit.toNanos(timeout)),
                        () -> isDone() || Thread.currentThread().isInterrupted());
                return super.get(0, unit);
            }
        };
    }
}
