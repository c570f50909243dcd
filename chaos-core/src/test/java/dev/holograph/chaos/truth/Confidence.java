package dev.holograph.chaos.truth;

/** Exact limits of a rate (Clopper and Pearson, Biometrika 26, 1934), one-sided, 95 %. */
final class Confidence {

    private static final double SURPRISE = 0.05;

    private Confidence() {}

    /** The highest rate at which so few events, or fewer, are no surprise. With none: 1 - 0.05^(1/n), about 3/n. */
    static double upper(long events, long trials) {
        if (events >= trials) {
            return 1;
        }
        double low = 0;
        double high = 1;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (atMost(events, trials, middle) > SURPRISE) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private static double atMost(long events, long trials, double rate) {
        double logTerm = trials * Math.log1p(-rate);
        double sum = Math.exp(logTerm);
        for (long k = 1; k <= events; k++) {
            logTerm += Math.log((trials - k + 1.0) / k) + Math.log(rate) - Math.log1p(-rate);
            sum += Math.exp(logTerm);
        }
        return sum;
    }
}
