package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.slo.WindowResult.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Status of each steady state objective in every window that slides over a range by cells. */
final class SteadyStateWindows {

    private final WindowEvaluator evaluator;
    private final List<Objective> objectives;
    private final Window range;
    private final long length;
    private final int count;
    private final Status[][] found;

    /** @param length microseconds of a window, whole cells */
    SteadyStateWindows(WindowEvaluator evaluator, List<Objective> objectives, Window range, long length) {
        this.evaluator = evaluator;
        this.objectives = objectives;
        this.range = range;
        this.length = length;
        long room = range.to() - range.from() - length;
        this.count = room < 0 ? 0 : (int) (room / Cell.LENGTH) + 1;
        this.found = new Status[objectives.size()][];
        for (int i = 0; i < found.length; i++) {
            found[i] = count == 0 ? new Status[0] : evaluator.statuses(objectives.get(i), range, length);
        }
    }

    int count() {
        return count;
    }

    /** Where a window begins, in microseconds since the epoch. */
    long from(int index) {
        return range.from() + index * Cell.LENGTH;
    }

    /** The window that begins here. */
    int indexOf(long fromMicros) {
        return (int) ((fromMicros - range.from()) / Cell.LENGTH);
    }

    /** {@code HOLDS} if every objective does; a window in which nothing was due shows no health. */
    Status worst(int index) {
        Status worst = Status.HOLDS;
        for (int i = 0; i < found.length; i++) {
            Status status = of(i, index);
            worst = status.compareTo(worst) > 0 ? status : worst;
        }
        return worst;
    }

    /** Where the first window begins in which every objective holds, in microseconds; -1: there is none. */
    long firstHealthy() {
        for (int i = 0; i < count; i++) {
            if (worst(i) == Status.HOLDS) {
                return from(i);
            }
        }
        return -1;
    }

    /** The objectives that do not hold in every window. */
    List<UnsteadyObjective> unsteady() {
        return unsteady(0, (objective, status) -> status != Status.HOLDS);
    }

    /**
     * The objectives that are known not to hold in a window that begins at a moment or later; where no window fits, those
     * that do not hold in all that is left.
     */
    List<UnsteadyObjective> brokenFrom(long fromMicros) {
        Window left = new Window(Math.max(range.from(), Window.up(fromMicros)), range.to());
        if (indexOf(left.from()) < count) {
            return unsteady(indexOf(left.from()), SteadyStateWindows::isBroken);
        }
        List<UnsteadyObjective> broken = new ArrayList<>();
        for (Objective objective : objectives) {
            if (left.isEmpty()) {
                break;
            }
            WindowResult rest = evaluator.evaluate(objective, left);
            if (rest.status() == Status.BREACHED) {
                broken.add(new UnsteadyObjective(objective, limit(objective), rest, 1, 1));
            }
        }
        return broken;
    }

    /** Too few samples are no proof of anything; nor is a metric that comes seldom. */
    private static boolean isBroken(Objective objective, Status status) {
        return status == Status.BREACHED
                || status == Status.UNDECIDED
                || (status == Status.NO_DATA && objective.indicator().isOfRequests());
    }

    private List<UnsteadyObjective> unsteady(int first, BiPredicate<Objective, Status> counts) {
        List<UnsteadyObjective> unsteady = new ArrayList<>();
        for (int i = 0; i < found.length; i++) {
            Objective objective = objectives.get(i);
            int windows = 0;
            int last = -1;
            for (int at = first; at < count; at++) {
                if (counts.test(objective, of(i, at))) {
                    windows++;
                    last = at;
                }
            }
            if (last >= 0) {
                WindowResult found = evaluator.evaluate(objective, new Window(from(last), from(last) + length));
                unsteady.add(new UnsteadyObjective(objective, limit(objective), found, windows, count - first));
            }
        }
        return unsteady;
    }

    private @Nullable Double limit(Objective objective) {
        return evaluator.limit(objective, objective.bound());
    }

    private Status of(int objective, int index) {
        Status status = found[objective][index];
        if (WindowResult.passes(status, objectives.get(objective))) {
            return Status.HOLDS;
        }
        return status == Status.NOTHING_DUE ? Status.NO_DATA : status;
    }
}
