package dev.holograph.chaos.slo;

import java.util.ArrayList;
import java.util.List;

/** The signs of life of one part of the test bench. Guarded by its recorder's lock. */
final class HeartbeatLog {

    private final String part;
    private final long longestGap;
    private final List<Silence> silences = new ArrayList<>();
    private long last;

    /** @param longestGap in microseconds: a part that is silent for longer stood still */
    HeartbeatLog(String part, long longestGap) {
        this.part = part;
        this.longestGap = longestGap;
    }

    void beat(long atMicros) {
        if (last != 0 && atMicros - last > longestGap) {
            silences.add(silence(atMicros));
        }
        last = Math.max(last, atMicros);
    }

    /** When it gave its last sign of life; 0: never. */
    long last() {
        return last;
    }

    List<Silence> silences() {
        return List.copyOf(silences);
    }

    private Silence silence(long until) {
        return new Silence(part, Window.around(Window.instant(last), Window.instant(until)));
    }
}
