package dev.holograph.chaos.slo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds, among many windows, the one whose percentile is the worst. An hour has 36,000 windows that slide over it, and
 * sorting the values of each takes minutes; asking whether the percentile of any is as bad as some number is a subtraction
 * for each, and some twenty such questions narrow the number down.
 */
final class WorstWindow {

    private final List<Window> windows;
    private final double quantile;
    private final boolean greatest;
    private final Ranked values;

    /**
     * @param windows each of which has values
     * @param quantile 0.95 for the 95th percentile
     * @param greatest whether great values are bad
     */
    WorstWindow(List<Window> windows, double quantile, boolean greatest, Ranked values) {
        this.windows = windows;
        this.quantile = quantile;
        this.greatest = greatest;
        this.values = values;
    }

    /** The first of those that are equally bad. */
    Window find() {
        Window worst = windows.get(0);
        long known = number(worst);
        long beyond = greatest ? values.greatest() + 1 : values.least() - 1; // where none is
        while (Math.abs(beyond - known) > 1) {
            long middle = known + (beyond - known) / 2;
            Window further = first(middle);
            if (further == null) {
                beyond = middle;
            } else {
                worst = further;
                known = number(further);
            }
        }
        Window first = first(known);
        return first == null ? worst : first;
    }

    private long number(Window window) {
        return values.ranked(window, Ranked.rank(quantile, values.samples(window)));
    }

    /** The first window whose percentile is as bad as this number; {@code null} if none is. */
    private @Nullable Window first(long number) {
        long[] reaching = values.reaching(greatest ? number : number + 1);
        for (Window window : windows) {
            if (greatest == over(window, reaching) > 0) {
                return window;
            }
        }
        return null;
    }

    /** Above 0 if the window's percentile reaches the number that was counted against: by so many values. */
    private long over(Window window, long[] reaching) {
        long samples = values.samples(window);
        long found = reaching[values.index(window.to())] - reaching[values.index(window.from())];
        return found - (samples - Ranked.rank(quantile, samples));
    }
}
