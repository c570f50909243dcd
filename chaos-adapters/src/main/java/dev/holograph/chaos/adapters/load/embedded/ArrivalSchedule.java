package dev.holograph.chaos.adapters.load.embedded;

/** Which request is due when, by the arrivals' model. Times are of the monotone clock. */
interface ArrivalSchedule {

    /** Takes a request that is due. */
    @FunctionalInterface
    interface Taker {
        void due(long due, int lane);
    }

    /** Makes due what is due by now. */
    void release(long now);

    /**
     * A request of this lane has its outcome.
     *
     * @param lost without an answer: refused or reset
     */
    void settled(int lane, long now, boolean lost);

    /** Whether nothing will be due any more. */
    boolean over(long now);
}
