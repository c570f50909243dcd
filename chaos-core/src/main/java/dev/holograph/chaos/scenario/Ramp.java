package dev.holograph.chaos.scenario;

import java.time.Duration;
import java.util.List;

/**
 * How the rate of an open load gets to where it stays: from 0 at the start, in each stage straight to the next rate. When
 * a request is due follows from its number alone, in closed form, so that each engine makes the same ones.
 *
 * @param stages in their order; none: the rate is there from the start
 */
public record Ramp(List<Stage> stages) {

    public static final Ramp NONE = new Ramp(List.of());

    /**
     * One stage.
     *
     * @param perSecond the rate at its end
     * @param over how long it takes; zero: the rate jumps there
     */
    public record Stage(double perSecond, Duration over) {
        /** Its length, in seconds. */
        public double seconds() {
            return over.toNanos() / 1e9;
        }
    }

    public Ramp {
        stages = List.copyOf(stages);
    }

    /** How long all stages take. */
    public Duration length() {
        return stages.stream().map(Stage::over).reduce(Duration.ZERO, Duration::plus);
    }

    /**
     * When a request is due, in seconds after the start.
     *
     * @param index from 0
     * @param then the rate after the last stage
     */
    double dueSeconds(long index, double then) {
        double begun = 0;
        double at = 0;
        double rate = 0;
        for (Stage stage : stages) {
            double requests = (rate + stage.perSecond()) / 2 * stage.seconds();
            if (index < begun + requests) {
                double slope = (stage.perSecond() - rate) / stage.seconds();
                return at + after(index - begun, rate, slope);
            }
            begun += requests;
            at += stage.seconds();
            rate = stage.perSecond();
        }
        return at + (index - begun) / then;
    }

    /** Solves requests = rate × t + slope / 2 × t² for t, without the difference of two numbers that are nearly equal. */
    private static double after(double requests, double rate, double slope) {
        return requests == 0 ? 0 : 2 * requests / (rate + Math.sqrt(Math.max(0, rate * rate + 2 * slope * requests)));
    }
}
