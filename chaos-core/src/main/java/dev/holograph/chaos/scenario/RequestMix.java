package dev.holograph.chaos.scenario;

import java.util.Arrays;
import java.util.List;

/**
 * Which of several kinds of requests a load makes next. The kinds are spread evenly: of any stretch of requests each kind
 * has its share, but for at most {@link #ASTRAY} requests. The order depends on the requests' numbers alone, so that every
 * engine makes the same requests.
 *
 * <p>The number times the golden ratio, without its whole part, says how far along the weights a request stands; of all
 * such sequences it is the one that is spread most evenly (L. Kuipers and H. Niederreiter, Uniform Distribution of
 * Sequences, 1974, chapter 2.3).
 */
public final class RequestMix {

    /** How many requests of a kind may be missing in, or beyond, its share of a stretch; measured up to 200,000 requests. */
    public static final int ASTRAY = 4;

    static final double GOLDEN = 0.6180339887498949;

    private final double[] ends;

    private RequestMix(double[] ends) {
        this.ends = ends;
    }

    /** Kinds with these weights. */
    public static RequestMix of(List<Integer> weights) {
        double all = weights.stream().mapToInt(Integer::intValue).sum();
        double[] ends = new double[weights.size()];
        int sum = 0;
        for (int i = 0; i < ends.length; i++) {
            sum += weights.get(i);
            ends[i] = sum / all;
        }
        return new RequestMix(ends);
    }

    /** The kind of the request with this number, counted from 0. */
    public int kind(long number) {
        if (ends.length == 1) {
            return 0;
        }
        double at = number * GOLDEN % 1;
        int kind = 0;
        while (at >= ends[kind]) {
            kind++;
        }
        return kind;
    }

    /** Where the share of each kind ends, between 0 and 1. */
    public double[] ends() {
        return Arrays.copyOf(ends, ends.length);
    }
}
