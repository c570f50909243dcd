package dev.holograph.chaos.adapters.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The horizontal axis of a run.
 *
 * @param length in seconds
 * @param names of each second, where it stands for something else, as for a run; else empty
 */
public record TimeAxis(double length, List<String> names) {

    private static final int MOST_TICKS = 6;
    private static final int[] STEPS = {
        1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 28_800, 86_400
    };
    private static final int MINUTES_FROM = 180;

    public TimeAxis {
        names = List.copyOf(names);
    }

    TimeAxis(double length) {
        this(length, List.of());
    }

    /** Where the axis has its ticks, in seconds. */
    public List<Integer> ticks() {
        int step = STEPS[STEPS.length - 1];
        for (int i = STEPS.length - 1; i >= 0 && length / STEPS[i] <= MOST_TICKS; i--) {
            step = STEPS[i];
        }
        List<Integer> ticks = new ArrayList<>();
        for (int tick = 0; tick <= length; tick += step) {
            ticks.add(tick);
        }
        return ticks;
    }

    /** Where the label of a second stands: of one that stands for something else, in the middle of its column. */
    double place(int second) {
        return names.isEmpty() ? second : Math.min(second + 0.5, length);
    }

    /** Whether a telephone has no room for all labels. */
    boolean isCrowded() {
        return ticks().size() >= (names.isEmpty() ? 6 : 4);
    }

    /** Seconds, or minutes and seconds where the run is long. */
    public String label(int second) {
        if (!names.isEmpty()) {
            return second < names.size() ? names.get(second) : "";
        }
        return length < MINUTES_FROM
                ? second + " s"
                : second < 3600
                        ? String.format(Locale.ROOT, "%d:%02d", second / 60, second % 60)
                        : String.format(Locale.ROOT, "%d:%02d:%02d", second / 3600, second % 3600 / 60, second % 60);
    }

    /** Where a moment lies, in percent of the axis' length: 0 to 100. */
    public double percent(double second) {
        return length <= 0 ? 0 : Math.max(0, Math.min(100, 100 * second / length));
    }
}
