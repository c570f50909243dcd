package dev.holograph.chaos.slo;

import java.util.ArrayList;
import java.util.List;

/**
 * Where an objective is held against the samples.
 *
 * @param of the fault that was on, by its number if it was on several times; empty where it is a whole phase
 */
record MeasurementWindow(String of, Window window) {

    /**
     * Those that follow one another without a gap put together: a window that slides over the moment at which a fault is
     * repeated sees what each of the two would see by half.
     */
    static List<MeasurementWindow> joined(List<MeasurementWindow> stretches) {
        List<MeasurementWindow> joined = new ArrayList<>();
        for (MeasurementWindow next : stretches) {
            MeasurementWindow last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null && last.window.to() >= next.window.from()) {
                Window both = new Window(last.window.from(), Math.max(last.window.to(), next.window.to()));
                joined.set(joined.size() - 1, new MeasurementWindow(last.of, both));
            } else {
                joined.add(next);
            }
        }
        return joined;
    }

    /** The name of that in which a window begins; empty if it is in none. */
    static String nameOf(List<MeasurementWindow> stretches, Window window) {
        return stretches.stream()
                .filter(stretch -> stretch.window.contains(window.from()))
                .map(MeasurementWindow::of)
                .findFirst()
                .orElse("");
    }
}
