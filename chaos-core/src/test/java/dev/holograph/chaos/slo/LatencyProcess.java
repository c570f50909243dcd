package dev.holograph.chaos.slo;

import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;

/** Latencies of 50 requests a second whose distribution is known and whose neighbours may be alike. */
enum LatencyProcess {
    INDEPENDENT("independent", 0, 0),
    AR_300MS("AR(1), 0.3 s", 0.3, 0),
    AR_1S("AR(1), 1 s", 1, 0),
    AR_3S("AR(1), 3 s", 3, 0),
    AR_10S("AR(1), 10 s", 10, 0),
    WAVE_5S("a wave of 5 s", 0, 5),
    WAVE_20S("a wave of 20 s", 0, 20),
    WAVE_2MIN("a wave of 2 min", 0, 120);

    static final int RATE = 50;
    private static final double PART = 0.35;
    private static final int SAMPLES = 2_000_000;

    private final String words;
    private final double memory;
    private final double period;
    private double[] sorted = {};

    /**
     * @param memory seconds in which the autocorrelation of what is slow falls to 1/e; 0: there is none
     * @param period of a sine, of which a run begins anywhere; 0: there is none
     */
    LatencyProcess(String words, double memory, double period) {
        this.words = words;
        this.memory = memory;
        this.period = period;
    }

    String words() {
        return words;
    }

    /** Whether a stretch is long enough for it to be told how alike its neighbours are. */
    boolean isShortAgainst(int seconds) {
        return seconds >= 40 * memory && seconds >= 2 * period;
    }

    /** Of 2,000,000 draws, each of another run. */
    synchronized double quantile(double q) {
        if (sorted.length == 0) {
            SplittableRandom random = new SplittableRandom(7);
            sorted = new double[SAMPLES];
            Random normal = new Random(random.nextLong());
            for (int i = 0; i < SAMPLES; i++) {
                sorted[i] = millis(slow(0, normal.nextGaussian(), normal.nextDouble()), normal.nextGaussian());
            }
            Arrays.sort(sorted);
        }
        return sorted[(int) Math.ceil(q * SAMPLES) - 1];
    }

    double mean() {
        quantile(0.5);
        return Arrays.stream(sorted).average().orElseThrow();
    }

    /** A run of so many seconds: milliseconds of each request. */
    double[] run(int seconds, Random random) {
        double[] run = new double[seconds * RATE];
        double carry = memory == 0 ? 0 : Math.exp(-1 / (memory * RATE));
        double state = random.nextGaussian();
        double phase = random.nextDouble();
        for (int i = 0; i < run.length; i++) {
            state = carry * state + Math.sqrt(1 - carry * carry) * random.nextGaussian();
            run[i] = millis(slow(i / (double) RATE, state, phase), random.nextGaussian());
        }
        return run;
    }

    private double slow(double second, double state, double phase) {
        return period == 0 ? state : Math.sqrt(2) * Math.sin(2 * Math.PI * (second / period + phase));
    }

    private static double millis(double slow, double fast) {
        return 100 * Math.exp(PART * slow + PART * fast);
    }
}
