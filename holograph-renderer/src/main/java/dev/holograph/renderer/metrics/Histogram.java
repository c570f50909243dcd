package dev.holograph.renderer.metrics;

import java.util.concurrent.atomic.LongAdder;

/** How long something took, counted in the cells that Prometheus calls buckets. */
public final class Histogram {
    /** Upper bounds in seconds: dense where acknowledgements are expected, up to the delays that faults cause. */
    private static final double[] BOUNDS = {
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
    };

    private final LongAdder[] cells = new LongAdder[BOUNDS.length + 1];
    private final LongAdder sumNanos = new LongAdder();

    Histogram() {
        for (int i = 0; i < cells.length; i++) {
            cells[i] = new LongAdder();
        }
    }

    public void observeNanos(long nanos) {
        double seconds = nanos / 1e9;
        int cell = 0;
        while (cell < BOUNDS.length && seconds > BOUNDS[cell]) {
            cell++;
        }
        cells[cell].increment();
        sumNanos.add(nanos);
    }

    void expose(String name, StringBuilder out) {
        long count = 0;
        for (int i = 0; i < BOUNDS.length; i++) {
            count += cells[i].sum();
            line(out, name + "_bucket{le=\"" + BOUNDS[i] + "\"}", count);
        }
        count += cells[BOUNDS.length].sum();
        line(out, name + "_bucket{le=\"+Inf\"}", count);
        out.append(name).append("_sum ").append(sumNanos.sum() / 1e9).append('\n');
        line(out, name + "_count", count);
    }

    private static void line(StringBuilder out, String name, long value) {
        out.append(name).append(' ').append(value).append('\n');
    }
}
