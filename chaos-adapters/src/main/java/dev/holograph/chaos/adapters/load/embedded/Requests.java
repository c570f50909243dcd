package dev.holograph.chaos.adapters.load.embedded;

import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.slo.OutcomeSink;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The requests that are due and open; the one place where an outcome is given, so that each gets exactly one. */
final class Requests {

    /** Hears of every outcome. */
    interface Listener {
        /** @param lost without an answer: refused or reset */
        void settled(Request request, boolean lost);
    }

    private final OutcomeSink sink;
    private final WallClock wall;
    private final LongSupplier nanoTime;
    private final long timeout;
    private final Set<Request> open = new LinkedHashSet<>();
    private Listener listener = (request, lost) -> {};
    private long count;

    /** @param timeout in nanoseconds */
    Requests(OutcomeSink sink, WallClock wall, LongSupplier nanoTime, long timeout) {
        this.sink = sink;
        this.wall = wall;
        this.nanoTime = nanoTime;
        this.timeout = timeout;
    }

    void listener(Listener hears) {
        listener = hears;
    }

    /** Comes in the order of the due times. */
    Request due(long due, int lane) {
        Request request = new Request(count++, due, lane);
        open.add(request);
        sink.due(wall.micros(due));
        return request;
    }

    /** An answer is there. One that comes too late does not count: whoever asked has gone. */
    void answered(Request request, boolean asExpected) {
        long age = nanoTime.getAsLong() - request.due;
        settle(request, age >= timeout ? overdue(request) : asExpected ? Outcome.OK : Outcome.FAILED, age, false);
    }

    /** Refused, or sent and its connection lost: no answer will come. */
    void lost(Request request) {
        long age = nanoTime.getAsLong() - request.due;
        settle(request, age >= timeout ? overdue(request) : Outcome.FAILED, age, true);
    }

    void acknowledged(String id) {
        sink.acknowledged(id, wall.micros(nanoTime.getAsLong()));
    }

    void giveUpOverdue() {
        long now = nanoTime.getAsLong();
        for (Request oldest = oldest(); oldest != null && now - oldest.due >= timeout; oldest = oldest()) {
            settle(oldest, overdue(oldest), now - oldest.due, false);
            if (oldest.carrier != null) {
                oldest.carrier.gaveUp(oldest);
            }
        }
    }

    /** Those that are open stay without an outcome. */
    void forgetOpen() {
        open.forEach(request -> request.settled = true);
        open.clear();
    }

    boolean noneOpen() {
        return open.isEmpty();
    }

    private @Nullable Request oldest() {
        return open.isEmpty() ? null : open.iterator().next();
    }

    private static Outcome overdue(Request request) {
        return request.carrier == null ? Outcome.UNSENT : Outcome.TIMED_OUT;
    }

    private void settle(Request request, Outcome outcome, long age, boolean lost) {
        if (request.settled) {
            return;
        }
        request.settled = true;
        open.remove(request);
        sink.outcome(wall.micros(request.due), outcome, age / 1_000);
        listener.settled(request, lost);
    }
}
