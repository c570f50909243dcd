package dev.holograph.chaos.scenario;

import java.util.OptionalDouble;

/** What is measured: a service level indicator (SLI). */
public sealed interface Indicator {

    /** The metric that the built-in load records: time from due to answer. */
    String LATENCY = "latency";

    /** What its values measure. */
    Dimension dimension();

    /** Which percentile it is, from 0 for the least value to 1 for the greatest; empty where it is none. */
    default OptionalDouble asQuantile() {
        return OptionalDouble.empty();
    }

    /** Whether it is measured from the requests that are due. */
    default boolean isOfRequests() {
        return false;
    }

    /** Which of the requests that are due it speaks of; all of them where it is measured from something else. */
    default RequestSelection requests() {
        return RequestSelection.ALL;
    }

    /** {@code pNN(metric)}; 0.95 for p95. */
    record Percentile(double quantile, String metric, RequestSelection requests) implements Indicator {

        /** The indicator of all requests. */
        public Percentile(double quantile, String metric) {
            this(quantile, metric, RequestSelection.ALL);
        }

        @Override
        public boolean isOfRequests() {
            return true;
        }

        @Override
        public OptionalDouble asQuantile() {
            return OptionalDouble.of(quantile);
        }

        @Override
        public Dimension dimension() {
            return Dimension.TIME;
        }

        /** The fewest samples from which this percentile is known with 95 % confidence: ⌈ln 0.05 / ln q⌉. */
        public long neededSamples() {
            return (long) Math.ceil(Math.log(0.05) / Math.log(quantile));
        }
    }

    /** {@code min(metric)}, {@code max(metric)} or {@code mean(metric)}. */
    record Statistic(Kind kind, String metric, RequestSelection requests) implements Indicator {

        /** The indicator of all requests. */
        public Statistic(Kind kind, String metric) {
            this(kind, metric, RequestSelection.ALL);
        }

        /** Which. */
        public enum Kind {
            MIN,
            MAX,
            MEAN
        }

        @Override
        public boolean isOfRequests() {
            return true;
        }

        @Override
        public OptionalDouble asQuantile() {
            return switch (kind) {
                case MIN -> OptionalDouble.of(0);
                case MAX -> OptionalDouble.of(1);
                case MEAN -> OptionalDouble.empty();
            };
        }

        @Override
        public Dimension dimension() {
            return Dimension.TIME;
        }
    }

    /** (failed + timed out + unsent) / due. */
    record ErrorRate(RequestSelection requests) implements Indicator {

        /** The indicator of all requests. */
        public ErrorRate() {
            this(RequestSelection.ALL);
        }

        /** With fewer requests than 3/bound even no error at all says little: the rule of three. */
        private static final double RULE_OF_THREE = 3;

        /** The fewest requests of which an error rate can be said to lie under this bound, a fraction above 0. */
        public static long neededSamples(double bound) {
            return (long) Math.ceil(RULE_OF_THREE / bound - 1e-9);
        }

        @Override
        public boolean isOfRequests() {
            return true;
        }

        @Override
        public Dimension dimension() {
            return Dimension.RATIO;
        }
    }

    /** Successful answers each second, by the second in which they were due. */
    record Throughput(RequestSelection requests) implements Indicator {

        /** The indicator of all requests. */
        public Throughput() {
            this(RequestSelection.ALL);
        }

        @Override
        public boolean isOfRequests() {
            return true;
        }

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

    /**
     * Something of a metric that k6 or a probe records.
     *
     * @param quantile 0.95 for p95; 0 where no percentile is asked for
     * @param dimension what the bound gives its values: k6 and probes record times in milliseconds and sizes in bytes
     */
    record OfMetric(Function function, double quantile, Metric metric, Dimension dimension) implements Indicator {

        /** What is made of the samples of a window. */
        public enum Function {
            PERCENTILE(true),
            MIN(true),
            MAX(true),
            MEAN(true),
            /** The sum of what a counter was increased by. */
            COUNT(false),
            /** The same, each second. */
            RATE(false),
            /** The share of samples that are not 0. */
            FRACTION(false);

            private final boolean isValue;

            Function(boolean isValue) {
                this.isValue = isValue;
            }

            /** Whether it is one of the sampled values, or between them: then it has their unit. */
            public boolean isValue() {
                return isValue;
            }

            /** Whether it comes from the sum of a counter's increments: then no increment means 0. */
            public boolean isOfCounter() {
                return this == COUNT || this == RATE;
            }
        }

        /** What the samples of a window must at least be, for it to be held against this bound. */
        public long neededSamples(Comparison comparison, double bound) {
            return switch (function) {
                case PERCENTILE -> new Percentile(quantile, metric.name()).neededSamples();
                case FRACTION -> {
                    double rare = comparison.isUpperBound() ? bound : 1 - bound;
                    yield rare > 0 && rare < 1 ? ErrorRate.neededSamples(rare) : 1;
                }
                case MIN, MAX, MEAN -> 1;
                case COUNT, RATE -> 0;
            };
        }

        @Override
        public OptionalDouble asQuantile() {
            return switch (function) {
                case PERCENTILE -> OptionalDouble.of(quantile);
                case MIN -> OptionalDouble.of(0);
                case MAX -> OptionalDouble.of(1);
                case MEAN, COUNT, RATE, FRACTION -> OptionalDouble.empty();
            };
        }

        OfMetric measuredIn(Dimension unit) {
            return new OfMetric(function, quantile, metric, unit);
        }
    }
}
