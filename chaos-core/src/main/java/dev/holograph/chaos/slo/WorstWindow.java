package dev.holograph.chaos.slo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds, among many windows, the one whose percentile is the worst. An hour has 36,000 windows that slide over it, and
 * sorting the values of each takes minutes; asking how many values of each are beyond the worst one known so far is a
 * subtraction, and after a few times no window is left that is worse.
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
        while (true) {
            long number = values.ranked(worst, Ranked.rank(quantile, values.samples(worst)));
            Window worse = furthestBeyond(number);
            if (worse == null) {
                return firstAt(number, worst);
            }
            worst = worse;
        }
    }

    /** The window with the most values on the wrong side of a number, if its percentile is there too. */
    private @Nullable Window furthestBeyond(long number) {
        long[] reaching = values.reaching(greatest ? number + 1 : number);
        Window furthest = null;
        long most = 0;
        for (Window window : windows) {
            long over = over(window, reaching);
            long beyond = greatest ? over : 1 - over;
            if (beyond > most) {
                most = beyond;
                furthest = window;
            }
        }
        return furthest;
    }

    private Window firstAt(long number, Window known) {
        long[] reaching = values.reaching(greatest ? number : number + 1);
        for (Window window : windows) {
            if (greatest == over(window, reaching) > 0) {
                return window;
            }
        }
        return known;
    }

    /** Above 0 if the window's percentile reaches the number that was counted against: by so many values. */
    private long over(Window window, long[] reaching) {
        long samples = values.samples(window);
        long found = reaching[values.index(window.to())] - reaching[values.index(window.from())];
        return found - (samples - Ranked.rank(quantile, samples));
    }
}
