package dev.holograph.chaos.adapters.load.k6;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Notices stretches in which a program takes all processors. Looks once a second, however often it is called. */
final class CpuWatch {

    /** A share of all processors at which a program waits for them. */
    static final double LIMIT = 0.9;

    /** A burst is shorter: starting up, or collecting garbage. */
    static final Duration LONG = Duration.ofSeconds(5);

    private static final long STEP_NANOS = 1_000_000_000;

    /** A stretch at the limit. Times are microseconds since the epoch. */
    record MeasurementWindow(long from, long to, double share) {}

    private final Supplier<@Nullable Duration> used;
    private final LongSupplier nanos;
    private final LongSupplier wallMicros;
    private final double processors;
    private final List<MeasurementWindow> stretches = new ArrayList<>();
    private boolean began;
    private long lastNanos;
    private long lastMicros;
    private Duration lastUsed = Duration.ZERO;
    private double sum;
    private long length;
    private long from;

    /**
     * @param used processor time of the program so far; {@code null}: nobody knows
     * @param nanos as {@link System#nanoTime}
     */
    CpuWatch(Supplier<@Nullable Duration> used, LongSupplier nanos, LongSupplier wallMicros, double processors) {
        this.used = used;
        this.nanos = nanos;
        this.wallMicros = wallMicros;
        this.processors = processors;
    }

    void look() {
        long now = nanos.getAsLong();
        if (began && now - lastNanos < STEP_NANOS) {
            return;
        }
        Duration taken = used.get();
        if (taken == null) {
            return;
        }
        long micros = wallMicros.getAsLong();
        if (began) {
            add((double) taken.minus(lastUsed).toNanos() / (now - lastNanos) / processors, now - lastNanos);
        }
        began = true;
        lastNanos = now;
        lastMicros = micros;
        lastUsed = taken;
    }

    private void add(double share, long step) {
        if (share <= LIMIT) {
            close();
            return;
        }
        from = length == 0 ? lastMicros : from;
        length += step;
        sum += share * step;
    }

    private void close() {
        if (length >= LONG.toNanos()) {
            stretches.add(new MeasurementWindow(from, lastMicros, sum / length));
        }
        length = 0;
        sum = 0;
    }

    /** All of them, when no more will come. */
    List<MeasurementWindow> stretches() {
        close();
        return List.copyOf(stretches);
    }
}
