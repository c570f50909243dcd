package dev.holograph.chaos.slo;

import dev.holograph.chaos.slo.WindowResult.Status;
import org.jspecify.annotations.Nullable;

/**
 * Finds, among all windows that slide over a range, the one that is judged the worst, and among those the one whose
 * percentile is: an hour has 36,000 of them. A window is judged by counts alone. Of the values only
 * those are looked at that lie beyond the worst percentile so far, once when they come into the window and once when
 * they leave it.
 */
final class WorstWindow {

    /** What can be said of the window between two cells. */
    @FunctionalInterface
    interface Statuses {
        Status of(int fromCell, int toCell);
    }

    private static final Status[] ALL = Status.values();

    private final OrderStatistics values;
    private final double quantile;
    private final boolean greatest;

    /**
     * @param quantile 0.95 for the 95th percentile
     * @param greatest whether great values are bad
     */
    WorstWindow(OrderStatistics values, double quantile, boolean greatest) {
        this.values = values;
        this.quantile = quantile;
        this.greatest = greatest;
    }

    /**
     * The first of those that are equally bad; {@code null} if of none anything can be said.
     *
     * @param lengthMicros whole cells, not longer than the range
     */
    @Nullable Window find(Statuses statuses, Window range, long lengthMicros) {
        int length = (int) (lengthMicros / Cell.LENGTH);
        int[] cells = cells(range);
        byte[] found = new byte[cells.length - length];
        int worst = 0;
        for (int i = 0; i < found.length; i++) {
            found[i] = (byte) statuses.of(cells[i], cells[i + length]).ordinal();
            worst = Math.max(worst, found[i]);
        }
        if (ALL[worst] == Status.NOTHING_DUE) {
            return null;
        }
        int first = ALL[worst] == Status.NO_DATA ? indexOf(worst, found) : worst(worst, found, cells, length);
        long from = range.from() + first * Cell.LENGTH;
        return new Window(from, from + lengthMicros);
    }

    /** Where each tenth of a second of a range begins, and where the last one ends. */
    private int[] cells(Window range) {
        int[] cells = new int[(int) ((range.to() - range.from()) / Cell.LENGTH) + 1];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = values.index(range.from() + i * Cell.LENGTH);
        }
        return cells;
    }

    private static int indexOf(int status, byte[] found) {
        int first = 0;
        while (found[first] != status) {
            first++;
        }
        return first;
    }

    private int worst(int status, byte[] found, int[] cells, int length) {
        long[] samples = values.samples();
        Beyond beyond = new Beyond(values.values(), greatest);
        int worst = -1;
        int left = cells[0];
        int come = cells[0];
        long before = -1;
        for (int i = 0; i < found.length; i++) {
            while (come < cells[i + length]) {
                beyond.come(come++);
            }
            while (left < cells[i]) {
                beyond.leave(left++);
            }
            if (found[i] == status) {
                long count = samples[cells[i + length]] - samples[cells[i]];
                if (count != before || beyond.grew()) { // else it is no worse than the window before
                    long rank = OrderStatistics.rank(quantile, count);
                    worst = beyond.isMoreThan(greatest ? count - rank : rank - 1) ? i : worst;
                    before = count;
                }
            }
        }
        return worst;
    }

    /** The values of a window that lie beyond the worst percentile of all windows so far. */
    private static final class Beyond {

        private final SortedCounts values;
        private final boolean greatest;

        /** By how far they lie from the best value of the run. */
        private final PagedCounts counts;

        private int worst = -1;
        private long beyond;
        private boolean grew;

        Beyond(SortedCounts values, boolean greatest) {
            this.values = values;
            this.greatest = greatest;
            this.counts = new PagedCounts(0, values.greatest() - values.least());
        }

        void come(int cell) {
            add(cell, 1);
        }

        /** What has come when the worst was not yet as bad is still counted, but nowhere looked at. */
        void leave(int cell) {
            add(cell, -1);
        }

        private void add(int cell, int sign) {
            int first = values.start(cell);
            int last = values.start(cell + 1) - 1;
            for (int i = 0; i <= last - first; i++) {
                long entry = values.entry(greatest ? last - i : first + i);
                int number = SparseCounts.number(entry);
                int badness = greatest ? number - values.least() : values.greatest() - number;
                if (badness <= worst) {
                    return;
                }
                long times = (long) sign * SparseCounts.times(entry);
                counts.add(badness, times);
                beyond += times;
                grew |= times > 0;
            }
        }

        /** Whether a value came since the last question whether they are too many. */
        boolean grew() {
            return grew;
        }

        /** Whether more values are worse than so many windows may have; then the worst is what this window has. */
        boolean isMoreThan(long allowed) {
            grew = false;
            boolean more = beyond > allowed;
            while (beyond > allowed) {
                worst = counts.next(worst + 1);
                beyond -= counts.of(worst);
            }
            return more;
        }
    }
}
