package dev.holograph.chaos.slo;

import java.util.ArrayList;
import java.util.List;

/**
 * The instants at which faults were injected, and which requests were open at one of them. Such a request felt the
 * fault: it counts under the fault, at its full latency, and not in the time before. What was due while a lasting fault
 * was on counts there already, and stays. Guarded by its recorder's lock.
 */
final class Borders {

    /** There is no border between the two instants. */
    static final long NONE = -1;

    private static final long STILL_ON = Long.MAX_VALUE;

    private final List<Injection> injections = new ArrayList<>();

    /** An injection, and for how long requests that become due stay where they are. */
    private static final class Injection {
        private final long at;
        private final String fault;
        private long undone;

        Injection(long at, String fault, boolean lasting) {
            this.at = at;
            this.fault = fault;
            this.undone = lasting ? STILL_ON : at;
        }
    }

    /** In the order in which they come. */
    void injected(long atMicros, String fault, boolean lasting) {
        injections.add(new Injection(atMicros, fault, lasting));
    }

    /** The last injection of this name is undone. */
    void undone(long atMicros, String fault) {
        for (int i = injections.size() - 1; i >= 0; i--) {
            Injection injection = injections.get(i);
            if (injection.fault.equals(fault)) {
                injection.undone = injection.undone == STILL_ON ? atMicros : injection.undone;
                return;
            }
        }
    }

    /**
     * The first injection at which a request was open, in microseconds; {@link #NONE} if there is none, or if both lie in
     * the same cell.
     *
     * @param ended when its outcome came
     */
    long between(long due, long ended) {
        for (Injection injection : injections) {
            if (due < injection.at) {
                boolean felt = ended >= injection.at && Window.down(due) < Window.down(injection.at);
                return felt && !isUnderFault(due) ? injection.at : NONE;
            }
        }
        return NONE;
    }

    /** Whether a request from before a window may come to count in it. */
    boolean isIn(Window window) {
        return injections.stream().anyMatch(injection -> window.contains(injection.at));
    }

    private boolean isUnderFault(long due) {
        for (Injection injection : injections) {
            if (due >= injection.at && due <= injection.undone && injection.undone > injection.at) {
                return true;
            }
        }
        return false;
    }
}
