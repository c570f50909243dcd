package dev.holograph.chaos.truth;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The truth about a service that behaves the same for ever: its quantiles over 200 windows of ten seconds, and how far
 * those of one window lie from them, made of sorted arrays and of nothing that judges.
 */
final class LongRun {

    private static final int WINDOWS = 200;
    private static final int SECONDS = 10;
    private static final Map<Key, LongRun> KNOWN = new ConcurrentHashMap<>();

    private record Key(Model model, Regime regime) {}

    private final double[] all;
    private final double[][] windows;

    private LongRun(Model model, Regime regime) {
        SimulatedService service = new SimulatedService(model, new SplittableRandom(1));
        int each = (int) (model.rate() * SECONDS);
        windows = new double[WINDOWS][each];
        long number = 0;
        for (double[] window : windows) {
            for (int i = 0; i < each; i++) {
                window[i] = service.reply(number++ / model.rate(), regime).latency();
            }
        }
        all = Arrays.stream(windows).flatMapToDouble(Arrays::stream).sorted().toArray();
        Arrays.stream(windows).forEach(Arrays::sort);
    }

    /** Errors have no latency: those of the regime are left away. */
    static LongRun of(Model model, Regime regime) {
        return KNOWN.computeIfAbsent(new Key(model, regime.refusing(0)), key -> new LongRun(model, key.regime));
    }

    /** Seconds. */
    double quantile(double q) {
        return at(all, q);
    }

    /** How far, relative to the quantile, that of a window of ten seconds lies from it: one standard deviation. */
    double deviation(double q) {
        double truth = quantile(q);
        return Math.sqrt(Arrays.stream(windows)
                .mapToDouble(window -> at(window, q) / truth - 1)
                .map(off -> off * off)
                .average()
                .orElseThrow());
    }

    private static double at(double[] sorted, double q) {
        return sorted[(int) Math.ceil(q * sorted.length) - 1];
    }
}
