package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Bound;
import dev.holograph.chaos.scenario.EvaluationPhase;
import dev.holograph.chaos.scenario.Indicator;
import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.scenario.Phase;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.WindowRule;
import dev.holograph.chaos.slo.Samples.Sample;
import dev.holograph.chaos.slo.WindowResult.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A verdict made of every sample, by the definitions alone: slow, and without a cell, a running total or a histogram. By
 * {@link Observations}' times: baseline from 5 s, load until 95 s.
 *
 * @param faults in the order in which they were injected
 * @param phaseEnds when the fault phase was over, in seconds
 * @param known answers that were given before
 */
record VerdictOracle(
        Scenario scenario,
        List<Sample> samples,
        double rate,
        List<Fault> faults,
        double phaseEnds,
        Map<VerdictOracle.ProbeQuery, Status> known) {

    /** What is asked again and again: an objective in a window. */
    record ProbeQuery(Objective objective, Window window) {}

    VerdictOracle(Scenario scenario, List<Sample> samples, double rate, List<Fault> faults, double phaseEnds) {
        this(scenario, samples, rate, faults, phaseEnds, new HashMap<>());
    }

    private static final int BASELINE = 50;
    private static final int END = 950;

    /**
     * One fault with its instants in seconds.
     *
     * @param undoRequested equal to {@code requested} for an instant fault
     * @param undoConfirmed equal to {@code confirmed} for an instant fault
     */
    record Fault(
            String name,
            boolean instant,
            double requested,
            double confirmed,
            double undoRequested,
            double undoConfirmed,
            boolean seen) {}

    Result result() {
        List<Result> all = new ArrayList<>();
        for (Phase phase : List.of(Phase.BASELINE, Phase.FAULT, Phase.RECOVERY)) {
            Window range = stretch(phase);
            double planned = rate * (range.to() - range.from()) / 1e6;
            all.add(due(range) < 0.95 * planned - 1 ? Result.NOT_PROVEN : Result.PASS);
        }
        for (Objective objective : scenario.steadyState()) {
            all.add(worst(objective, stretch(Phase.BASELINE)) == Status.HOLDS ? Result.PASS : Result.NOT_PROVEN);
        }
        for (Fault fault : faults) {
            all.add(effect(fault));
        }
        for (Objective objective : scenario.slo()) {
            all.add(objective.indicator() instanceof Indicator.RecoveryTime ? recovery(objective) : slo(objective));
        }
        boolean asked = scenario.slo().stream().anyMatch(one -> one.indicator() instanceof Indicator.RecoveryTime);
        all.add(asked || isHealthyAtTheEnd() ? Result.PASS : Result.WARN);
        all.add(failsUnseen() ? Result.WARN : Result.PASS);
        return all.stream().reduce(Result.PASS, Result::and);
    }

    /** There is one kind of requests: any objective on errors or throughput sees all of it. */
    private boolean failsUnseen() {
        return List.of(Phase.BASELINE, Phase.FAULT, Phase.RECOVERY).stream()
                .filter(phase -> objectives(phase).stream()
                        .noneMatch(one -> one.indicator() instanceof Indicator.ErrorRate
                                || one.indicator() instanceof Indicator.Throughput))
                .filter(phase -> phase != Phase.FAULT
                        || objectives(phase).stream()
                                .anyMatch(one -> one.indicator().isOfRequests()))
                .anyMatch(phase -> isDead(stretch(phase)) || failsAtOnce(phase));
    }

    private List<Objective> objectives(Phase phase) {
        List<Objective> all = new ArrayList<>();
        for (Objective one : scenario.slo()) {
            boolean meant = one.moment() instanceof EvaluationPhase.During during
                    ? during.phase() == phase
                    : one.moment() instanceof EvaluationPhase.DuringFault && phase == Phase.FAULT;
            if (meant) {
                all.add(one);
            }
        }
        if (phase != Phase.FAULT) {
            all.addAll(scenario.steadyState());
        }
        return all;
    }

    /** From one that failed to the next tenth with a good answer it took long, and three or more failed. */
    private boolean isDead(Window range) {
        long needed = Math.min(rest() * 100_000, (range.to() - range.from()) / 2);
        for (long from = range.from(); from < range.to(); from += 100_000) {
            long to = from;
            while (to < range.to() && counted(new Window(to, to + 100_000), Outcome.OK) == 0) {
                to += 100_000;
            }
            Window dead = new Window(from, to);
            boolean begins = counted(new Window(from, from + 100_000)) > 0;
            if (begins && to - from >= needed && counted(dead) >= 3) {
                return true;
            }
        }
        return false;
    }

    private boolean failsAtOnce(Phase phase) {
        Window range = stretch(phase);
        if (phase == Phase.RECOVERY) {
            range = new Window(Math.max(range.from(), range.to() - rest() * 100_000), range.to());
        }
        Window baseline = stretch(Phase.BASELINE);
        double before = phase == Phase.BASELINE || counted(baseline) == 0
                ? 0
                : counted(baseline, Outcome.FAILED) / (double) counted(baseline);
        return counted(range, Outcome.FAILED) - (before + 0.01) * counted(range) >= 5;
    }

    private long counted(Window window, Outcome... outcomes) {
        return samples.stream()
                .filter(sample -> outcomes.length == 0 || List.of(outcomes).contains(sample.outcome()))
                .filter(sample -> window.contains(countsAt(sample)))
                .count();
    }

    /** In no window that begins in the last seconds in which health is believed is anything known to be wrong. */
    private boolean isHealthyAtTheEnd() {
        double undone = ends().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        long over = scenario.recovery().over().toMillis() / 100;
        long begins = first(undone);
        if (begins + over > END) {
            return begins >= END
                    || scenario.steadyState().stream()
                            .allMatch(one -> worst(one, tenths(begins, END)) != Status.BREACHED);
        }
        for (long start = Math.max(begins, END - rest()); start + over <= END; start++) {
            for (Objective steady : scenario.steadyState()) {
                Status status = worst(steady, tenths(start, start + over));
                if (status != Status.HOLDS && status != Status.TOO_FEW) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Somebody saw it, or somebody looks; and who looks sees it from its confirmation to its end. */
    private Result effect(Fault fault) {
        boolean proven = fault.seen;
        Result result = Result.PASS;
        double ends = fault.instant ? cut(fault) : fault.undoRequested;
        for (Objective objective : scenario.effect()) {
            if (isAbout(objective, fault)) {
                proven = proven || worst(objective, stretch(Phase.BASELINE)) != Status.HOLDS;
                Window window = tenths(Math.ceil(fault.confirmed * 10), Math.floor(ends * 10));
                boolean holds = !window.isEmpty() && worst(objective, window) == Status.HOLDS;
                result = result.and(holds ? Result.PASS : Result.NOT_PROVEN);
            }
        }
        return proven ? result : Result.NOT_PROVEN;
    }

    private static boolean isAbout(Objective objective, Fault fault) {
        return !(objective.moment() instanceof EvaluationPhase.DuringFault during)
                || during.fault().equals(fault.name);
    }

    private Result slo(Objective objective) {
        if (objective.moment() instanceof EvaluationPhase.During during) {
            return slo(objective, stretch(during.phase()));
        }
        List<Window> times = faults.stream()
                .filter(fault -> isAbout(objective, fault))
                .map(this::on)
                .toList();
        if (objective.span() instanceof WindowRule.Every) {
            times = runs(times);
        }
        return times.stream()
                .map(window -> slo(objective, window))
                .reduce(Result::and)
                .orElse(Result.NOT_PROVEN);
    }

    private Result slo(Objective objective, Window window) {
        Status status = window.isEmpty() ? Status.NO_DATA : worst(objective, window);
        return switch (status) {
            case HOLDS -> Result.PASS;
            case BREACHED -> Result.BREACH;
            default -> Result.NOT_PROVEN;
        };
    }

    /** Every tenth that it touches; where another takes over from an instant one, up to the tenth of that. */
    private Window on(Fault fault) {
        double ends = fault.instant ? cut(fault) : fault.undoConfirmed;
        boolean another = fault.instant && ends < phaseEnds;
        return tenths(Math.floor(fault.requested * 10), another ? Math.floor(ends * 10) : Math.ceil(ends * 10));
    }

    /** The tenths that lie in any of these, as runs of neighbours. */
    private static List<Window> runs(List<Window> windows) {
        List<Window> runs = new ArrayList<>();
        double from = -1;
        for (int tenth = 0; tenth <= END; tenth++) {
            Window one = tenths(tenth, tenth + 1);
            boolean in = windows.stream().anyMatch(window -> window.contains(one.from()));
            if (in && from < 0) {
                from = tenth;
            } else if (!in && from >= 0) {
                runs.add(tenths(from, tenth));
                from = -1;
            }
        }
        return runs;
    }

    /** When something else comes that an instant fault is not to be blamed for. */
    private double cut(Fault fault) {
        double cut = phaseEnds;
        for (Fault other : faults) {
            boolean again = other.name.equals(fault.name);
            boolean another = ends().stream().anyMatch(end -> other.requested == firstAfter(end));
            if (other.requested > fault.requested && (again || another)) {
                cut = Math.min(cut, other.requested);
            }
        }
        return cut;
    }

    /** The moments at which all faults that had begun were over, and none came before a recovery could be seen. */
    private List<Double> ends() {
        return faults.stream()
                .map(Fault::undoConfirmed)
                .filter(moment -> faults.stream()
                        .allMatch(other ->
                                other.undoConfirmed <= moment || first(moment) + rest() <= other.requested * 10 + 1e-6))
                .toList();
    }

    /** When the next fault came; at the end of the load if none did. */
    private double firstAfter(double moment) {
        return faults.stream()
                .mapToDouble(Fault::requested)
                .filter(requested -> requested > moment)
                .min()
                .orElse(END / 10.0);
    }

    private Result recovery(Objective objective) {
        Result worst = Result.PASS;
        for (double confirmed : ends()) {
            double requested = faults.stream()
                    .filter(fault -> fault.undoConfirmed <= confirmed)
                    .mapToDouble(Fault::undoRequested)
                    .max()
                    .orElseThrow();
            worst = worst.and(recovery(objective, requested, confirmed, firstAfter(confirmed)));
        }
        return worst;
    }

    /** From the undo requested it takes longer than from the undo confirmed: both within passes, neither breaches. */
    private Result recovery(Objective objective, double requested, double confirmed, double until) {
        boolean longer = recovers(objective, requested, until, false);
        boolean shorter = recovers(objective, confirmed, until, false);
        boolean atBest = recovers(objective, confirmed, until, true);
        return longer ? Result.PASS : !atBest ? Result.BREACH : shorter ? Result.WARN : Result.NOT_PROVEN;
    }

    /**
     * Whether there is a moment before the limit, in steps of a tenth of a second, from which every window is healthy.
     *
     * @param doubt whether a window of which nothing can be told is taken for a healthy one, and what comes after the end
     *     as well unless there was time enough for the limit
     */
    private boolean recovers(Objective objective, double from, double until, boolean doubt) {
        long over = scenario.recovery().over().toMillis() / 100;
        double end = until * 10 + 1e-6;
        boolean enough = (until - from) + 1 - rest() / 10.0 > bound(objective) / 1000 + 1e-9;
        long begins = first(from);
        long latest = begins - 1; // the last window that is not healthy begins here
        for (long start = begins; start + over <= end; start++) {
            for (Objective steady : scenario.steadyState()) {
                Status status = worst(steady, tenths(start, start + over));
                boolean healthy = status == Status.HOLDS || (doubt && status != Status.BREACHED);
                latest = healthy ? latest : start;
            }
        }
        long took = latest + 1 - begins;
        boolean seen = latest + 1 + rest() <= end || (doubt && (took == 0 || !enough));
        return seen && objective.comparison().holds(took * 100.0, bound(objective));
    }

    private static long first(double moment) {
        return (long) Math.ceil(moment * 10 - 1e-6);
    }

    private long rest() {
        return Math.max(
                        scenario.recovery().over().toMillis(),
                        scenario.recovery().stable().toMillis())
                / 100;
    }

    private Status worst(Objective objective, Window range) {
        long length = objective.span() instanceof WindowRule.Every every
                ? every.window().toNanos() / 1000
                : range.to() - range.from();
        Status worst = Status.NOTHING_DUE;
        for (long from = range.from(); from == range.from() || from + length <= range.to(); from += 100_000) {
            Window window = new Window(from, Math.min(from + length, range.to()));
            Status status = known.computeIfAbsent(new ProbeQuery(objective, window), this::status);
            worst = status.compareTo(worst) > 0 ? status : worst;
        }
        return worst;
    }

    private Status status(ProbeQuery query) {
        Window window = query.window;
        // None counts before it was due, or later than when it was given up.
        List<Sample> near = samples.stream()
                .filter(sample ->
                        sample.due() < window.to() && sample.due() + sample.latency() >= window.from() - 100_000)
                .toList();
        Objective objective = query.objective;
        return new Oracle(near, window, rate, this::countsAt)
                .status(objective.indicator(), objective.comparison(), bound(objective));
    }

    /** Where a request was due, or the first injection that it was open at unless a lasting fault was on by then. */
    private long countsAt(Sample sample) {
        for (Fault fault : faults) {
            long injected = Samples.micros(fault.requested);
            if (sample.due() < injected) {
                boolean open = sample.due() + sample.latency() >= injected;
                boolean sameTenth = Math.floorDiv(sample.due(), 100_000) == Math.floorDiv(injected, 100_000);
                return open && !sameTenth && !isUnderFault(sample) ? injected : sample.due();
            }
        }
        return sample.due();
    }

    private boolean isUnderFault(Sample sample) {
        return faults.stream()
                .anyMatch(fault -> !fault.instant
                        && sample.due() >= Samples.micros(fault.requested)
                        && sample.due() <= Samples.micros(fault.undoConfirmed));
    }

    private long due(Window window) {
        return samples.stream()
                .filter(sample -> sample.due() >= window.from() && sample.due() < window.to())
                .count();
    }

    /** Every tenth of a second that the fault touches is the fault's, and belongs to nothing else. */
    private Window stretch(Phase phase) {
        double begins = Math.floor(firstAfter(0) * 10);
        double ends = Math.ceil(phaseEnds * 10);
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
