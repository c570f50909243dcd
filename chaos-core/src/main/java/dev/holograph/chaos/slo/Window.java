package dev.holograph.chaos.slo;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A stretch of time made of whole cells.
 *
 * @param from microseconds since the epoch, inclusive, a multiple of 100 ms
 * @param to exclusive, a multiple of 100 ms, not before {@code from}
 */
public record Window(long from, long to) {

    public Window {
        if (from % Cell.LENGTH != 0 || to % Cell.LENGTH != 0) {
            throw new IllegalArgumentException("a window is made of whole cells: " + from + " to " + to);
        }
        to = Math.max(from, to);
    }

    /** The whole cells between two instants: what lies astride of either is left out. */
    public static Window within(Instant from, Instant to) {
        return new Window(up(micros(from)), down(micros(to)));
    }

    /** All cells that lie between two instants even in part. */
    public static Window around(Instant from, Instant to) {
        return new Window(down(micros(from)), up(micros(to)));
    }

    public static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    public static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    public double seconds() {
        return (to - from) / 1e6;
    }

    public boolean isEmpty() {
        return to <= from;
    }

    boolean contains(long micros) {
        return micros >= from && micros < to;
    }

    /** The beginning of the cell in which this lies. */
    static long down(long micros) {
        return Math.floorDiv(micros, Cell.LENGTH) * Cell.LENGTH;
    }

    /** The beginning of the first whole cell that is not before this. */
    static long up(long micros) {
        return -down(-micros);
    }
}
