package dev.holograph.chaos.run;

import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.scenario.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds faults that must ask their target while another fault keeps it from answering: a limit of a Redis that would have
 * to be lifted while the Redis holds back all commands ends NOT UNDONE, although nothing is wrong with the system.
 */
final class SilencedTargets {

    /** Faults are confirmed a little later than planned, some more than others. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private final Drivers drivers;
    private final Environment environment;
    private final Duration phase;

    /** @param phase length of the fault phase */
    SilencedTargets(Drivers drivers, Environment environment, Duration phase) {
        this.drivers = drivers;
        this.environment = environment;
        this.phase = phase;
    }

    /** What is wrong with the times of these faults, in the order of the scenario. */
    @SuppressWarnings("ReferenceEquality") // two faults may be equal, and each silences the other
    List<Violation> violations(List<Prepared<?>> faults) {
        List<Violation> violations = new ArrayList<>();
        for (Prepared<?> asking : faults) {
            if (is(asking, Drivers.Bound::asksTarget)) {
                faults.stream()
                        .filter(other -> other != asking && is(other, driver -> driver.silences(other)))
                        .filter(other -> environment.isSamePlace(asking.target(), other.target()))
                        .map(silent -> violation(asking, silent, faults.indexOf(silent) < faults.indexOf(asking)))
                        .flatMap(Optional::stream)
                        .findFirst()
                        .ifPresent(violations::add);
            }
        }
        return violations;
    }

    private boolean is(Prepared<?> prepared, Predicate<Drivers.Bound<?>> what) {
        return drivers.find(prepared.driver(), prepared.step().fault().type().name())
                .filter(what)
                .isPresent();
    }

    /** @param first whether the silencing fault is injected first where both are due at once */
    private Optional<Violation> violation(Prepared<?> asking, Prepared<?> silent, boolean first) {
        FaultStep step = asking.step();
        Duration length = step.fault().type().lasting() ? step.in(phase).length() : null;
        for (Duration from : silent.step().starts(phase)) {
            Duration to = end(silent.step(), from);
            for (Duration at : step.starts(phase)) {
                boolean isBefore = first ? at.compareTo(from) < 0 : at.compareTo(from) <= 0;
                if (!isBefore && at.compareTo(to.plus(MARGIN)) < 0) {
                    return Optional.of(violation(asking, silent, "injected", at, from, to));
                }
                Duration undo = length == null ? null : at.plus(length);
                if (undo != null && undo.compareTo(from) > 0 && undo.compareTo(to.plus(MARGIN)) < 0) {
                    return Optional.of(violation(asking, silent, "undone", undo, from, to));
                }
            }
        }
        return Optional.empty();
    }

    private Duration end(FaultStep step, Duration from) {
        @Nullable Duration length = step.fault().type().lasting() ? step.in(phase).length() : null;
        return length == null ? from : from.plus(length);
    }

    private static Violation violation(
            Prepared<?> asking, Prepared<?> silent, String what, Duration when, Duration from, Duration to) {
        String name = asking.step().name();
        String other = silent.step().name();
        return Violation.of(
                        asking.step().location(),
                        "fault '" + name + "' is to be " + what + " " + Quantity.time(when)
                                + " into the fault phase, for which '"
                                + asking.target().name() + "' must answer, and fault '" + other
                                + "' keeps that from answering from " + Quantity.time(from) + " to "
                                + Quantity.time(to))
                .withHint("let '" + name + "' be injected before '" + other
                        + "' and be undone before it, or a second or" + " more after it (at: and for:)");
    }
}
