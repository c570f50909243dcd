package dev.holograph.chaos.slo;

/**
 * How often each of some numbers came, to be read in their order: a place for each number, on pages of which only those
 * are made that hold something.
 */
final class PagedCounts {

    private static final int PAGE_BITS = 11;
    private static final int PAGE = 1 << PAGE_BITS;

    private final int least;
    private final long[][] pages;

    /** For numbers from the least to the greatest. */
    PagedCounts(int least, int greatest) {
        this.least = least;
        this.pages = new long[(greatest - least >> PAGE_BITS) + 1][];
    }

    void add(int number, long times) {
        int place = number - least;
        long[] page = pages[place >> PAGE_BITS];
        if (page == null) {
            page = new long[PAGE];
            pages[place >> PAGE_BITS] = page;
        }
        page[place & PAGE - 1] += times;
    }

    /** How often it came. */
    long of(int number) {
        int place = number - least;
        long[] page = pages[place >> PAGE_BITS];
        return page == null ? 0 : page[place & PAGE - 1];
    }

    /** The first number from this one on that came; there must be one. */
    int next(int number) {
        int place = number - least;
        while (true) {
            long[] page = pages[place >> PAGE_BITS];
            if (page == null) {
                place = (place | PAGE - 1) + 1;
            } else if (page[place & PAGE - 1] == 0) {
                place++;
            } else {
                return least + place;
            }
        }
    }

    /** In their order. */
    void forEach(SparseCounts.Visitor visitor) {
        for (int page = 0; page < pages.length; page++) {
            for (int at = 0; pages[page] != null && at < PAGE; at++) {
                if (pages[page][at] != 0) {
                    visitor.visit(least + (page << PAGE_BITS) + at, pages[page][at]);
                }
            }
        }
    }

    /** The number with this rank in the order of all, from 1; the greatest where there are fewer; the least for none. */
    int ranked(long rank) {
        long passed = 0;
        int last = least;
        for (int page = 0; page < pages.length; page++) {
            for (int at = 0; pages[page] != null && at < PAGE; at++) {
                if (pages[page][at] != 0) {
                    passed += pages[page][at];
                    last = least + (page << PAGE_BITS) + at;
                    if (passed >= rank) {
                        return last;
                    }
                }
            }
        }
        return last;
    }
}
