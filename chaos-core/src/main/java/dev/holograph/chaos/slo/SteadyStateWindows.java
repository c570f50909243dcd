package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.slo.Measurement.Status;
import java.util.List;

/** Status of each steady state objective in every window that slides over a stretch by cells. */
final class SteadyStateWindows {

    private final List<Objective> objectives;
    private final Window stretch;
    private final long length;
    private final int count;
    private final Status[][] found;

    /** @param length microseconds of a window, whole cells */
    SteadyStateWindows(Assessor assessor, List<Objective> objectives, Window stretch, long length) {
        this.objectives = objectives;
        this.stretch = stretch;
        this.length = length;
        long room = stretch.to() - stretch.from() - length;
        this.count = room < 0 ? 0 : (int) (room / Cell.LENGTH) + 1;
        this.found = new Status[objectives.size()][];
        for (int i = 0; i < found.length; i++) {
            found[i] = count == 0 ? new Status[0] : assessor.statuses(objectives.get(i), stretch, length);
        }
    }

    int count() {
        return count;
    }

    /** Where a window begins, in microseconds since the epoch. */
    long from(int index) {
        return stretch.from() + index * Cell.LENGTH;
    }

    /** The window that begins here. */
    int indexOf(long fromMicros) {
        return (int) ((fromMicros - stretch.from()) / Cell.LENGTH);
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

    private Status of(int objective, int index) {
        Status status = found[objective][index];
        if (Measurement.passes(status, objectives.get(objective))) {
            return Status.HOLDS;
        }
        return status == Status.NOTHING_DUE ? Status.NO_DATA : status;
    }
}
