package dev.holograph.chaos.adapters.load.k6;

import dev.holograph.chaos.slo.OutcomeSink;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Finds iterations of a script that began and had not ended when the load was over, as where a request has no answer. k6
 * (2.2.0) writes nothing of them. But each second it writes how many virtual users are in an iteration: those of whom none
 * covers that instant among the iterations that came to an end are in one that did not.
 */
final class UnfinishedIterations {

    private static final long SECOND = 1_000_000;

    /** What is counted has to be so at each later instant; of the last few there are too few to say so. */
    private static final int CONFIRMED_BY = 3;

    /** Virtual users in an iteration, by the second. */
    private final TreeMap<Long, Long> busy = new TreeMap<>();

    /** By how much the number of those in an iteration that came to an end is higher than in the second before. */
    private final TreeMap<Long, Long> changes = new TreeMap<>();

    private long start = -1;
    private long last;
    private long longest;

    /** So many virtual users are in an iteration. */
    void busy(long atMicros, long users) {
        if (start < 0) {
            start = atMicros;
        }
        busy.put(Math.round((atMicros - start) / (double) SECOND), users);
        last = Math.max(last, atMicros);
    }

    /** An iteration came to an end. */
    void ended(long atMicros, long lengthMicros) {
        longest = Math.max(longest, lengthMicros);
        last = Math.max(last, atMicros);
        if (start >= 0) {
            changes.merge(Math.floorDiv(atMicros - lengthMicros - start, SECOND) + 1, 1L, Long::sum);
            changes.merge(Math.floorDiv(atMicros - start, SECOND) + 1, -1L, Long::sum);
        }
    }

    /** Reports each that began so long before the end of the load that the longest one which ended would have ended too. */
    void report(OutcomeSink sink) {
        long settled = Math.floorDiv(last - longest - start, SECOND);
        NavigableMap<Long, Long> open = open(settled);
        long before = 0;
        for (Map.Entry<Long, Long> second :
                open.headMap(settled - CONFIRMED_BY, true).entrySet()) {
            long more = second.getValue() - before;
            if (more > 0) {
                sink.unfinished(start + second.getKey() * SECOND - SECOND / 2, more);
                before = second.getValue();
            }
        }
    }

    /** How many are open at each instant up to a second; each of them is at all later ones, and so is the least of these. */
    private NavigableMap<Long, Long> open(long until) {
        TreeMap<Long, Long> covering = new TreeMap<>();
        long sum = 0;
        for (Map.Entry<Long, Long> change : changes.entrySet()) {
            sum += change.getValue();
            covering.put(change.getKey(), sum);
        }
        TreeMap<Long, Long> open = new TreeMap<>();
        long least = Long.MAX_VALUE;
        for (Map.Entry<Long, Long> second :
                busy.headMap(until, true).descendingMap().entrySet()) {
            Map.Entry<Long, Long> covered = covering.floorEntry(second.getKey());
            least = Math.min(least, second.getValue() - (covered == null ? 0 : covered.getValue()));
            open.put(second.getKey(), Math.max(0, least));
        }
        return open;
    }
}
