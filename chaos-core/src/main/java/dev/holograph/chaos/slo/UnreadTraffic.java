package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.Load;
import dev.holograph.chaos.scenario.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Looks for faults that choose among requests and could read few of them: what they did to those few is no less real, and
 * says nothing of the system when all are hit.
 */
final class UnreadTraffic {

    /** Of the requests that were answered; the rest may have been under way when it began. */
    private static final double SEEN = 0.9;

    /** Fewer may all have been under way. */
    private static final int FEWEST = 20;

    private final RunObservations observed;
    private final RunTimeline timeline;

    private UnreadTraffic(RunObservations observed, RunTimeline timeline) {
        this.observed = observed;
        this.timeline = timeline;
    }

    static List<RunFinding.UnreadTraffic> of(RunObservations observed, RunTimeline timeline) {
        UnreadTraffic check = new UnreadTraffic(observed, timeline);
        List<String> names = FaultNames.of(observed.faults());
        List<RunFinding.UnreadTraffic> found = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            check.of(i, names.get(i)).ifPresent(found::add);
        }
        return found;
    }

    private Optional<RunFinding.UnreadTraffic> of(int index, String name) {
        Optional<Evidence.Traffic> traffic = observed.faults().get(index).evidence().stream()
                .map(Evidence::traffic)
                .filter(Objects::nonNull)
                .reduce((before, last) -> last);
        if (traffic.isEmpty()) {
            return Optional.empty();
        }
        Evidence.Traffic passed = traffic.get();
        long answered = answered(index);
        if (answered >= FEWEST && passed.requests() < SEEN * answered) {
            return Optional.of(new RunFinding.UnreadTraffic(name, passed, answered));
        }
        return passed.unread() >= FEWEST && passed.unread() > passed.requests() && passed.requests() > 0
                ? Optional.of(new RunFinding.UnreadTraffic(name, passed, null))
                : Optional.empty();
    }

    /** Requests that loads made to the fault's target by HTTP while it was on, and that were answered: they got there. */
    private long answered(int index) {
        Window on = timeline.whileOn(index);
        String fault = observed.faults().get(index).name();
        return observed.scenario().faults().stream()
                .filter(step -> step.name().equals(fault))
                .map(FaultStep::target)
                .flatMap(target -> observed.scenario().loads().stream()
                        .filter(load -> load.profile() instanceof Profile.Http
                                && load.profile().target().equals(target)))
                .map(Load::name)
                .flatMap(load -> observed.series().witnesses().load(load).stream())
                .flatMap(witness -> witness.requests().stream())
                .mapToLong(requests -> requests.ok().over(on))
                .sum();
    }
}
