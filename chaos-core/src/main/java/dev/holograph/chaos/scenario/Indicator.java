package dev.holograph.chaos.scenario;

/** What is measured: a service level indicator (SLI). */
public sealed interface Indicator {

    /** The metric that the built-in load records: time from due to answer. */
    String LATENCY = "latency";

    /** What its values measure. */
    Dimension dimension();

    /** {@code pNN(metric)}; 0.95 for p95. */
    record Percentile(double quantile, String metric) implements Indicator {
        @Override
        public Dimension dimension() {
            return Dimension.TIME;
        }

        /** The fewest samples of which this percentile can be told with 95 % confidence: ⌈ln 0.05 / ln q⌉. */
        public long neededSamples() {
            return (long) Math.ceil(Math.log(0.05) / Math.log(quantile));
        }
    }

    /** {@code min(metric)}, {@code max(metric)} or {@code mean(metric)}. */
    record Statistic(Kind kind, String metric) implements Indicator {
        /** Which. */
        public enum Kind {
            MIN,
            MAX,
            MEAN
        }

        @Override
        public Dimension dimension() {
            return Dimension.TIME;
        }
    }

    /** (failed + timed out + unsent) / due. */
    record ErrorRate() implements Indicator {
        /** With fewer requests than 3/bound even no error at all says little: the rule of three. */
        private static final double RULE_OF_THREE = 3;

        /** The fewest requests of which an error rate can be said to lie under this bound, a fraction above 0. */
        public static long neededSamples(double bound) {
            return (long) Math.ceil(RULE_OF_THREE / bound - 1e-9);
        }

        @Override
        public Dimension dimension() {
            return Dimension.RATIO;
        }
    }

    /** Successful answers each second, by the second in which they were due. */
    record Throughput() implements Indicator {
        @Override
        public Dimension dimension() {
            return Dimension.RATE;
        }
    }

    /** How long the system took to be healthy again. */
    record RecoveryTime() implements Indicator {
        @Override
        public Dimension dimension() {
            return Dimension.TIME;
        }
    }

    /** Acknowledged writes that could not be found after recovery. */
    record LostWrites() implements Indicator {
        @Override
        public Dimension dimension() {
            return Dimension.COUNT;
        }
    }
}
