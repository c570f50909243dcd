package dev.holograph.chaos.adapters.load.embedded;

import dev.holograph.chaos.scenario.ArrivalModel;
import java.time.Duration;

/** Open model: due on an absolute schedule. After a pause of the generator, all that fell due meanwhile comes at once. */
final class OpenArrivalSchedule implements ArrivalSchedule {

    private final ArrivalModel.Open arrivals;
    private final long start;
    private final long count;
    private final Taker taker;
    private final int lanes;
    private long next;

    OpenArrivalSchedule(ArrivalModel.Open arrivals, long start, Duration length, Taker taker) {
        this.arrivals = arrivals;
        this.start = start;
        this.taker = taker;
        count = arrivals.dueWithin(length);
        lanes = Math.max(1, arrivals.connections());
    }

    long count() {
        return count;
    }

    /** When this request is due. */
    long at(long number) {
        return start + arrivals.dueNanos(number);
    }

    @Override
    public void release(long now) {
        while (next < count && at(next) - now <= 0) {
            long number = next++;
            taker.due(at(number), (int) (number % lanes));
        }
    }

    @Override
    public void settled(int lane, long now, boolean lost) {
        // The schedule does not wait for answers.
    }

    @Override
    public boolean over(long now) {
        return next >= count;
    }
}
