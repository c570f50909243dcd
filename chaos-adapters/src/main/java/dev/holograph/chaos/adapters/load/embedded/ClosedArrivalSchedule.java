package dev.holograph.chaos.adapters.load.embedded;

import dev.holograph.chaos.scenario.ArrivalModel;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.LongConsumer;

/** Closed model: a user's next request is due when the last one has its outcome and the pause is over. */
final class ClosedArrivalSchedule implements ArrivalSchedule {

    /** Users whose requests are refused at once would otherwise come back thousands of times a second. */
    static final long AFTER_LOSS = Duration.ofMillis(250).toNanos();

    private record User(int lane, long ready) {}

    private final long pause;
    private final long end;
    private final Taker taker;
    private final LongConsumer wakeAt;
    private final Queue<User> ready = new PriorityQueue<>(Comparator.comparingLong(User::ready));
    private boolean releasing;

    /** @param wakeAt asks for {@link #release} at that moment */
    ClosedArrivalSchedule(ArrivalModel.Closed arrivals, long start, Duration length, Taker taker, LongConsumer wakeAt) {
        this.taker = taker;
        this.wakeAt = wakeAt;
        pause = arrivals.pause().toNanos();
        end = start + length.toNanos();
        for (int user = 0; user < arrivals.users(); user++) {
            ready.add(new User(user, start));
        }
    }

    @Override
    public void release(long now) {
        if (releasing) { // a request that failed at once: the loop below is still at work
            return;
        }
        releasing = true;
        try {
            for (User user = ready.peek(); user != null && user.ready() - now <= 0 && !over(now); user = ready.peek()) {
                ready.remove();
                taker.due(now, user.lane());
            }
        } finally {
            releasing = false;
        }
    }

    @Override
    public void settled(int lane, long now, boolean lost) {
        long wait = lost ? Math.max(pause, AFTER_LOSS) : pause;
        ready.add(new User(lane, now + wait));
        if (wait > 0) {
            wakeAt.accept(now + wait);
        } else {
            release(now);
        }
    }

    @Override
    public boolean over(long now) {
        return now - end >= 0;
    }
}
