package dev.holograph.chaos.slo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why the requests of one load failed, and when. Guarded by its recorder's lock. */
final class FailureLog {

    /** A system that makes up a reason for each failure shall not fill the memory. Of one kind of request. */
    private static final int MOST_REASONS = 40;

    /** Most reasons of all kinds of requests; each may have one more, for its further reasons. */
    private static final int MOST_ENTRIES = 120;

    private static final int LONGEST_SAMPLE = 512;
    private static final FailureReason FURTHER =
            new FailureReason(FailureReason.Kind.OTHER, "(reasons beyond the first " + MOST_REASONS + ")");

    /** By the name of the request, which is empty where a load makes one kind. */
    private final Map<String, Map<FailureReason, Entry>> entries = new LinkedHashMap<>();

    private int size;

    private static final class Entry {
        private final CellCounts counts = new CellCounts();
        private long first = Long.MAX_VALUE;
        private long last = Long.MIN_VALUE;
        private @Nullable String sample;
    }

    /**
     * @param request the name of the request; {@code null} of a load that makes one kind
     * @param countedAt the instant whose phase the request counts in
     * @param came when the failure came
     */
    void add(@Nullable String request, long countedAt, long came, FailureReason reason, @Nullable String sample) {
        Map<FailureReason, Entry> reasons =
                entries.computeIfAbsent(request == null ? "" : request, key -> new LinkedHashMap<>());
        boolean isFull = (reasons.size() >= MOST_REASONS || size >= MOST_ENTRIES) && !reasons.containsKey(reason);
        Entry entry = reasons.computeIfAbsent(isFull ? FURTHER : reason, key -> {
            size++;
            return new Entry();
        });
        entry.counts.add(countedAt, 1);
        entry.first = Math.min(entry.first, came);
        entry.last = Math.max(entry.last, came);
        if (entry.sample == null && sample != null) {
            entry.sample = sample.substring(0, Math.min(sample.length(), LONGEST_SAMPLE));
        }
    }

    List<Failures> failures() {
        List<Failures> all = new ArrayList<>();
        entries.forEach((request, reasons) -> reasons.forEach((reason, entry) -> all.add(new Failures(
                request.isEmpty() ? null : request,
                reason,
                entry.counts.copy(),
                Window.instant(entry.first),
                Window.instant(entry.last),
                entry.sample))));
        return all;
    }
}
