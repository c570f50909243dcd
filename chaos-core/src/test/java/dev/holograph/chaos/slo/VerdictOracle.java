package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Bound;
import dev.holograph.chaos.scenario.Indicator;
import dev.holograph.chaos.scenario.Moment;
import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.Phase;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Span;
import dev.holograph.chaos.slo.Measurement.Status;
import dev.holograph.chaos.slo.Samples.Sample;
import java.util.ArrayList;
import java.util.List;

/**
 * A verdict made of every sample, by the definitions alone: slow, and without a cell, a running total or a histogram. Of
 * one lasting fault, by {@link Observations}' times: baseline from 5 s, load until 95 s.
 *
 * @param requested when its injection was requested, in seconds
 */
record VerdictOracle(
        Scenario scenario,
        List<Sample> samples,
        double rate,
        double requested,
        double confirmed,
        double undoRequested,
        double undoConfirmed,
        boolean seen) {

    private static final int BASELINE = 50;
    private static final int END = 950;

    Result result() {
        List<Result> all = new ArrayList<>();
        for (Phase phase : List.of(Phase.BASELINE, Phase.FAULT, Phase.RECOVERY)) {
            Window stretch = stretch(phase);
            double planned = rate * (stretch.to() - stretch.from()) / 1e6;
            all.add(due(stretch) < 0.95 * planned - 1 ? Result.NOT_PROVEN : Result.PASS);
        }
        for (Objective objective : scenario.steadyState()) {
            all.add(worst(objective, stretch(Phase.BASELINE)) == Status.HOLDS ? Result.PASS : Result.NOT_PROVEN);
        }
        Window effect = tenths(Math.ceil(confirmed * 10), Math.floor(undoRequested * 10));
        for (Objective objective : scenario.effect()) {
            all.add(worst(objective, effect) == Status.HOLDS ? Result.PASS : Result.NOT_PROVEN);
        }
        if (scenario.effect().isEmpty() && !seen) {
            all.add(Result.NOT_PROVEN);
        }
        for (Objective objective : scenario.slo()) {
            all.add(objective.indicator() instanceof Indicator.RecoveryTime ? recovery(objective) : slo(objective));
        }
        return all.stream().reduce(Result.PASS, Result::and);
    }

    private Result slo(Objective objective) {
        Status status = worst(objective, stretch(((Moment.During) objective.moment()).phase()));
        return switch (status) {
            case HOLDS -> Result.PASS;
            case BREACHED -> Result.BREACH;
            default -> Result.NOT_PROVEN;
        };
    }

    /** From the undo requested it takes longer than from the undo confirmed: both within passes, neither breaches. */
    private Result recovery(Objective objective) {
        boolean longer = recovers(objective, undoRequested, false);
        boolean shorter = recovers(objective, undoConfirmed, false);
        boolean atBest = recovers(objective, undoConfirmed, true);
        return longer ? Result.PASS : !atBest ? Result.BREACH : shorter ? Result.WARN : Result.NOT_PROVEN;
    }

    /**
     * Whether there is a moment before the limit, in steps of a second, from which every window is healthy.
     *
     * @param doubt whether a window of which nothing can be told is taken for a healthy one
     */
    private boolean recovers(Objective objective, double from, boolean doubt) {
        long over = scenario.recovery().over().toMillis() / 100;
        long rest = Math.max(over, scenario.recovery().stable().toMillis() / 100);
        long first = (long) Math.ceil(from * 10 - 1e-6);
        for (int second = 0; objective.comparison().holds(second * 1000.0, bound(objective)); second++) {
            long moment = first + 10L * second;
            boolean healthy = moment + rest <= END || (doubt && second == 0);
            for (long start = moment; start + over <= END; start += 10) {
                for (Objective steady : scenario.steadyState()) {
                    Status status = worst(steady, tenths(start, start + over));
                    healthy &= status == Status.HOLDS || (doubt && status != Status.BREACHED);
                }
            }
            if (healthy) {
                return true;
            }
        }
        return false;
    }

    private Status worst(Objective objective, Window stretch) {
        long length = objective.span() instanceof Span.Every every
                ? every.window().toNanos() / 1000
                : stretch.to() - stretch.from();
        Status worst = Status.NOTHING_DUE;
        for (long from = stretch.from(); from == stretch.from() || from + length <= stretch.to(); from += 100_000) {
            Window window = new Window(from, Math.min(from + length, stretch.to()));
            Status status = new Oracle(samples, window, rate)
                    .status(objective.indicator(), objective.comparison(), bound(objective));
            worst = status.compareTo(worst) > 0 ? status : worst;
        }
        return worst;
    }

    private long due(Window window) {
        return samples.stream()
                .filter(sample -> sample.due() >= window.from() && sample.due() < window.to())
                .count();
    }

    /** Every tenth of a second that the fault touches is the fault's, and belongs to nothing else. */
    private Window stretch(Phase phase) {
        double begins = Math.floor(requested * 10);
        double ends = Math.ceil(undoConfirmed * 10);
        return switch (phase) {
            case WARMUP -> tenths(0, BASELINE);
            case BASELINE -> tenths(BASELINE, begins);
            case FAULT -> tenths(begins, ends);
            case RECOVERY -> tenths(ends, END);
        };
    }

    private static double bound(Objective objective) {
        return ((Bound.Absolute) objective.bound()).value().value();
    }

    private static Window tenths(double from, double to) {
        return Samples.window(from / 10, to / 10);
    }
}
