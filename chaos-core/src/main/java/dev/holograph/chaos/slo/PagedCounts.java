package dev.holograph.chaos.slo;

/**
 * How often each of some numbers came, to be read in their order: a place for each number, on pages of which only those
 * are made that hold something. Where there are few numbers, all of them are on one page.
 */
final class PagedCounts {

    private static final int PAGE_BITS = 11;
    private static final int PAGE = 1 << PAGE_BITS;

    /** Up to this many numbers all are on one page: 512 KiB at most, and values from 1 to 2^31 to one part in 2,000. */
    private static final int FEW = 1 << 16;

    private final int least;
    private final int bits;
    private final int mask;
    private final long[][] pages;

    /** For numbers from the least to the greatest. */
    PagedCounts(int least, int greatest) {
        this.least = least;
        int most = greatest - least;
        if (most >= 0 && most < FEW) {
            bits = Integer.SIZE - 1;
            mask = Integer.MAX_VALUE;
            pages = new long[][] {new long[most + 1]};
        } else {
            bits = PAGE_BITS;
            mask = PAGE - 1;
            pages = new long[(most >> PAGE_BITS) + 1][];
        }
    }

    /**
     * Adds what some entries of {@link SparseCounts#settle} count.
     *
     * @param from the first of them
     * @param to the one behind the last
     */
    void addAll(long[] entries, int from, int to) {
        if (pages.length > 1) {
            for (int i = from; i < to; i++) {
                add(SparseCounts.number(entries[i]), SparseCounts.times(entries[i]));
            }
            return;
        }
        long[] page = page(0);
        for (int i = from; i < to; i++) {
            page[SparseCounts.number(entries[i]) - least] += SparseCounts.times(entries[i]);
        }
    }

    void add(int number, long times) {
        int place = number - least;
        page(place >> bits)[place & mask] += times;
    }

    private long[] page(int number) {
        long[] page = pages[number];
        if (page == null) {
            page = new long[PAGE];
            pages[number] = page;
        }
        return page;
    }

    /** How often it came. */
    long of(int number) {
        int place = number - least;
        long[] page = pages[place >> bits];
        return page == null ? 0 : page[place & mask];
    }

    /** The first number from this one on that came; there must be one. */
    int next(int number) {
        int place = number - least;
        while (true) {
            long[] page = pages[place >> bits];
            if (page == null) {
                place = (place | mask) + 1;
            } else if (page[place & mask] == 0) {
                place++;
            } else {
                return least + place;
            }
        }
    }

    /** In their order. */
    void forEach(SparseCounts.Visitor visitor) {
        for (int page = 0; page < pages.length; page++) {
            for (int at = 0; pages[page] != null && at < pages[page].length; at++) {
                if (pages[page][at] != 0) {
                    visitor.visit(least + (page << bits) + at, pages[page][at]);
                }
            }
        }
    }

    /** The number with this rank in the order of all, from 1; the greatest where there are fewer; the least for none. */
    int ranked(long rank) {
        long passed = 0;
        int last = least;
        for (int page = 0; page < pages.length; page++) {
            for (int at = 0; pages[page] != null && at < pages[page].length; at++) {
                if (pages[page][at] != 0) {
                    passed += pages[page][at];
                    last = least + (page << bits) + at;
                    if (passed >= rank) {
                        return last;
                    }
                }
            }
        }
        return last;
    }
}
