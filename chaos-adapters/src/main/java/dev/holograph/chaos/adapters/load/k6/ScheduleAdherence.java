package dev.holograph.chaos.adapters.load.k6;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How well k6 kept its schedule, by the second in which requests were due. */
final class ScheduleAdherence {

    /** A script's worker looks at its schedule at least every 50 ms. */
    private static final long LATE_MICROS = 250_000;

    private static final long SECOND = 1_000_000;

    /**
     * @param due requests
     * @param late made when they had been due for a while, or never sent
     */
    record Count(long due, long late) {}

    /** Counts while they grow: no request becomes an object. */
    private static final class Second {

        private long due;
        private long late;

        Count count() {
            return new Count(due, late);
        }
    }

    private final TreeMap<Long, Second> seconds = new TreeMap<>();
    private long latest = Long.MIN_VALUE;
    private Second ofLatest = new Second();

    void made(long dueMicros, long madeMicros) {
        Second second = second(dueMicros);
        second.due++;
        if (madeMicros - dueMicros > LATE_MICROS) {
            second.late++;
        }
    }

    void unsent(long dueMicros) {
        second(dueMicros).late++;
    }

    /** Most requests are due in the second of the one before. */
    private Second second(long dueMicros) {
        long number = dueMicros / SECOND;
        if (number != latest) {
            ofLatest = seconds.computeIfAbsent(number, none -> new Second());
            latest = number;
        }
        return ofLatest;
    }

    /** Counts over all seconds that lie between these two times even in part. */
    Count during(long fromMicros, long toMicros) {
        return seconds.subMap(fromMicros / SECOND, toMicros / SECOND + 1).values().stream()
                .map(Second::count)
                .reduce(new Count(0, 0), ScheduleAdherence::sum);
    }

    /**
     * The first stretch of so many seconds, one after the other, in each of which a larger share was late.
     *
     * @param share of the requests that were due in a second
     */
    Optional<Count> lateFor(int length, double share) {
        Count sum = new Count(0, 0);
        int run = 0;
        long before = Long.MIN_VALUE;
        for (Map.Entry<Long, Second> second : seconds.entrySet()) {
            Count count = second.getValue().count();
            boolean isLate = count.late() > share * count.due();
            boolean follows = second.getKey() == before + 1;
            sum = isLate ? sum(follows ? sum : new Count(0, 0), count) : new Count(0, 0);
            run = isLate ? (follows ? run : 0) + 1 : 0;
            before = second.getKey();
            if (run >= length) {
                return Optional.of(sum);
            }
        }
        return Optional.empty();
    }

    private static Count sum(Count a, Count b) {
        return new Count(a.due + b.due, a.late + b.late);
    }
}
