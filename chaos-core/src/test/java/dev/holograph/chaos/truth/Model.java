package dev.holograph.chaos.truth;

import java.util.SplittableRandom;

/**
 * A service with a load.
 *
 * @param rate requests each second
 * @param used share of its capacity that this load takes
 * @param noise standard deviation of the logarithm of serving times
 */
public record Model(double rate, double used, double noise) {

    static final int SERVERS = 4;

    static Model random(SplittableRandom random) {
        return new Model(pick(random, 60, 100), pick(random, 0.3, 0.6, 0.8), pick(random, 0.1, 0.35, 0.7));
    }

    /** Seconds that serving takes on average. */
    double serving() {
        return used * SERVERS / rate;
    }

    static double pick(SplittableRandom random, double... from) {
        return from[random.nextInt(from.length)];
    }
}
