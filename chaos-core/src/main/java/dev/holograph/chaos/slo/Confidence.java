package dev.holograph.chaos.slo;

/** Two-sided 95 %: quantiles of Student's t, Wilson's interval of a share, and binomial ranks of a percentile. */
final class Confidence {

    private static final double TAIL = 0.025;

    /** The normal distribution's quantile of 1 - {@link #TAIL}. */
    private static final double Z = 1.959963984540054;

    /** With more successes and failures than this, the normal approximation is off by less than a rank. */
    private static final double MANY = 2000;

    private Confidence() {}

    /** By the expansion in 1/degrees (Abramowitz and Stegun 26.7.5): within 1 % from 3 degrees of freedom on. */
    static double t(double degrees) {
        double z3 = Z * Z * Z;
        double z5 = z3 * Z * Z;
        double z7 = z5 * Z * Z;
        return Z
                + (z3 + Z) / (4 * degrees)
                + (5 * z5 + 16 * z3 + 3 * Z) / (96 * degrees * degrees)
                + (3 * z7 + 19 * z5 + 17 * z3 - 15 * Z) / (384 * degrees * degrees * degrees);
    }

    /** What is left of a number of independent samples where their number itself is only estimated. */
    static double samples(double effective, double degrees) {
        double ratio = Z / t(degrees);
        return effective * ratio * ratio;
    }

    /** Wilson's interval. */
    static Interval share(double share, double samples) {
        double z2 = Z * Z / samples;
        double centre = (share + z2 / 2) / (1 + z2);
        double half = Z / (1 + z2) * Math.sqrt(share * (1 - share) / samples + z2 / (4 * samples));
        return new Interval(Math.max(0, centre - half), Math.min(1, centre + half));
    }

    /**
     * The ranks, as shares of all, between which the q-th of so many independent samples lies: the greatest l with
     * P(B &lt; l) ≤ 2.5 % and the smallest u with P(B ≥ u) ≤ 2.5 % for B binomial. Above 1: no sample is high enough.
     */
    static Interval ranks(double quantile, double samples) {
        long count = Math.max(1, (long) Math.floor(samples));
        double mean = count * quantile;
        if (Math.min(mean, count - mean) > MANY) {
            double half = Z * Math.sqrt(mean * (1 - quantile));
            return new Interval(Math.floor(mean - half) / count, Math.ceil(mean + half + 1) / count);
        }
        boolean rareAbove = quantile > 0.5; // counted from the rarer side, where few numbers hold all of it
        double rare = rareAbove ? 1 - quantile : quantile;
        double log = count * Math.log1p(-rare); // of P(X = i)
        double odds = Math.log(rare) - Math.log1p(-rare);
        long low = 0; // the greatest with P(X < low) ≤ 2.5 %
        long high = 0; // the smallest with P(X ≥ high) ≤ 2.5 %
        for (double below = 0; below < 1 - TAIL && high <= count; high++) {
            low = below <= TAIL ? high : low;
            below += Math.exp(log);
            log += Math.log((double) (count - high) / (high + 1)) + odds;
        }
        return rareAbove
                ? new Interval((count + 1.0 - high) / count, (count + 1.0 - low) / count)
                : new Interval((double) low / count, (double) high / count);
    }
}
