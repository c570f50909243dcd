package dev.holograph.chaos.adapters.load.embedded;

import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.scenario.RequestMix;
import dev.holograph.chaos.slo.FailureReason.Kind;
import dev.holograph.chaos.slo.OutcomeSink;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The requests that are due and open; the one place where an outcome is given, so that each gets exactly one. */
final class Requests {

    /** Hears of every outcome. */
    interface Listener {
        /** @param lost without an answer: refused or reset */
        void settled(Request request, boolean lost);
    }

    /**
     * The kinds of requests that a load makes.
     *
     * @param mix in which order they come
     * @param sinks where each reports
     */
    record Kinds(RequestMix mix, List<OutcomeSink> sinks) {

        static Kinds of(Profile profile, OutcomeSink sink) {
            return new Kinds(
                    profile.mix(),
                    profile.parts().stream()
                            .map(Profile.Part::name)
                            .map(name -> name == null ? sink : sink.forRequest(name))
                            .toList());
        }

        /** One kind without a name. */
        static Kinds one(OutcomeSink sink) {
            return new Kinds(RequestMix.of(List.of(1)), List.of(sink));
        }
    }

    private final Kinds kinds;
    private final OutcomeSink sink;
    private final WallClock wall;
    private final LongSupplier nanoTime;
    private final long timeout;
    private final Set<Request> open = new LinkedHashSet<>();
    private Listener listener = (request, lost) -> {};
    private Function<Request, Failure> obstacles = request -> Failure.of(Kind.UNSENT);
    private long count;

    /** @param timeout in nanoseconds */
    Requests(OutcomeSink sink, WallClock wall, LongSupplier nanoTime, long timeout) {
        this(Kinds.one(sink), sink, wall, nanoTime, timeout);
    }

    /** @param timeout in nanoseconds */
    Requests(Kinds kinds, OutcomeSink sink, WallClock wall, LongSupplier nanoTime, long timeout) {
        this.kinds = kinds;
        this.sink = sink;
        this.wall = wall;
        this.nanoTime = nanoTime;
        this.timeout = timeout;
    }

    void listener(Listener hears) {
        listener = hears;
    }

    /** @param tells why a request that is due could not be sent yet */
    void obstacles(Function<Request, Failure> tells) {
        obstacles = tells;
    }

    /** Comes in the order of the due times. */
    Request due(long due, int lane) {
        Request request = new Request(count, due, lane, kinds.mix().kind(count));
        count++;
        open.add(request);
        sinkOf(request).due(wall.micros(due));
        return request;
    }

    /** The expected answer is there. One that comes too late does not count: whoever asked has gone. */
    void answered(Request request) {
        settle(request, null, false);
    }

    /** An answer is there that does not count as one. */
    void refused(Request request, Failure why) {
        settle(request, why, false);
    }

    /** Refused, or sent and its connection lost: no answer will come. */
    void lost(Request request, Failure why) {
        settle(request, why, true);
    }

    /** An answer came by this version of HTTP. */
    void spoke(String version) {
        sink.spoke(version);
    }

    void acknowledged(String id) {
        sink.acknowledged(id, wall.micros(nanoTime.getAsLong()));
    }

    boolean isOverdue(Request request) {
        return nanoTime.getAsLong() - request.due >= timeout;
    }

    void giveUpOverdue() {
        long now = nanoTime.getAsLong();
        for (Request oldest = oldest(); oldest != null && now - oldest.due >= timeout; oldest = oldest()) {
            Request.Carrier carrier = oldest.carrier;
            Failure why = carrier != null
                    ? carrier.silence(oldest)
                    : oldest.redirects > 0 ? Failure.of(Kind.ANSWER_TIMEOUT) : obstacles.apply(oldest);
            settle(oldest, overdue(oldest), now - oldest.due, why, false);
            if (carrier != null) {
                carrier.gaveUp(oldest);
            }
        }
    }

    /** Ends the bookkeeping. Open requests stay without an outcome. */
    void forgetOpen() {
        open.forEach(request -> request.settled = true);
        open.clear();
    }

    boolean noneOpen() {
        return open.isEmpty();
    }

    private OutcomeSink sinkOf(Request request) {
        return kinds.sinks().get(request.kind);
    }

    private @Nullable Request oldest() {
        return open.isEmpty() ? null : open.iterator().next();
    }

    private static Outcome overdue(Request request) {
        return request.carrier == null && request.redirects == 0 ? Outcome.UNSENT : Outcome.TIMED_OUT;
    }

    /** @param why {@code null}: it was answered as expected */
    private void settle(Request request, @Nullable Failure why, boolean lost) {
        long age = nanoTime.getAsLong() - request.due;
        if (age < timeout) {
            settle(request, why == null ? Outcome.OK : Outcome.FAILED, age, why, lost);
        } else {
            Failure late = request.carrier != null || why == null ? Failure.of(Kind.ANSWER_TIMEOUT) : why;
            settle(request, overdue(request), age, late, lost);
        }
    }

    private void settle(Request request, Outcome outcome, long age, @Nullable Failure why, boolean lost) {
        if (request.settled) {
            return;
        }
        request.settled = true;
        open.remove(request);
        long due = wall.micros(request.due);
        OutcomeSink to = sinkOf(request);
        to.outcome(due, outcome, age / 1_000);
        if (why != null) {
            to.failed(due, age / 1_000, why.reason(), why.sample());
        }
        listener.settled(request, lost);
    }
}
