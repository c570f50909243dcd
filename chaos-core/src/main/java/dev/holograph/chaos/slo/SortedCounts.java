package dev.holograph.chaos.slo;

import java.util.Arrays;
import java.util.List;

/** The counts of many cells, each in the order of its numbers, one cell after the other so that all are read at a run. */
final class SortedCounts {

    /** Where each cell begins, and the end. */
    private final int[] starts;

    private final long[] numbers;

    /** How often this number or a greater one of its cell came. */
    private final long[] atLeast;

    SortedCounts(List<SparseCounts> cells) {
        starts = new int[cells.size() + 1];
        for (int i = 0; i < cells.size(); i++) {
            starts[i + 1] = starts[i] + cells.get(i).size();
        }
        numbers = new long[starts[cells.size()]];
        atLeast = new long[starts[cells.size()]];
        for (int i = 0; i < cells.size(); i++) {
            sort(cells.get(i), starts[i], starts[i + 1]);
        }
    }

    private void sort(SparseCounts cell, int from, int to) {
        int[] at = {from};
        cell.forEach((number, times) -> numbers[at[0]++] = number);
        Arrays.sort(numbers, from, to);
        cell.forEach((number, times) -> atLeast[Arrays.binarySearch(numbers, from, to, number)] = times);
        for (int i = to - 2; i >= from; i--) {
            atLeast[i] += atLeast[i + 1];
        }
    }

    /** No number is less; 0 where there is none. */
    long least() {
        return Arrays.stream(numbers).min().orElse(0);
    }

    /** No number is greater; 0 where there is none. */
    long greatest() {
        return Arrays.stream(numbers).max().orElse(0);
    }

    /** How many in all cells before this one are at or above a number, for each cell and for the end. */
    long[] reaching(long number) {
        long[] totals = new long[starts.length];
        for (int cell = 0; cell + 1 < starts.length; cell++) {
            int first = starts[cell + 1];
            while (first > starts[cell] && numbers[first - 1] >= number) {
                first--;
            }
            totals[cell + 1] = totals[cell] + (first < starts[cell + 1] ? atLeast[first] : 0);
        }
        return totals;
    }

    /** The number with this rank in the order of some cells', from 1; the greatest where there are fewer. */
    long ranked(int fromCell, int toCell, long rank) {
        int from = starts[fromCell];
        int to = starts[toCell];
        Entry[] all = new Entry[to - from];
        for (int cell = fromCell; cell < toCell; cell++) {
            for (int i = starts[cell]; i < starts[cell + 1]; i++) {
                long above = i + 1 < starts[cell + 1] ? atLeast[i + 1] : 0;
                all[i - from] = new Entry(numbers[i], atLeast[i] - above);
            }
        }
        Arrays.sort(all);
        long passed = 0;
        for (Entry one : all) {
            passed += one.times;
            if (passed >= rank) {
                return one.number;
            }
        }
        return all[all.length - 1].number;
    }

    private record Entry(long number, long times) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            return Long.compare(number, other.number);
        }
    }
}
