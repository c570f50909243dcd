package dev.holograph.chaos.run;

import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.scenario.FaultStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When which fault is injected, on the fault phase's clock. */
final class InjectionSchedule {

    /**
     * One injection of a fault.
     *
     * @param length how long it lasts once it is confirmed
     * @param number from 1 on, of the injections of the same fault
     * @param of how many there are
     */
    record Injection(Instant at, Prepared<?> prepared, Duration length, int number, int of) {

        /** Which one it is, where there are several. */
        String ordinal() {
            return of == 1 ? "" : " (" + number + " of " + of + ")";
        }
    }

    /** A fault that is on, and when it goes off. */
    record Undo(Instant at, FaultInjection fault, UndoThread.Entry entry) {}

    private final Deque<Injection> injections;

    private InjectionSchedule(List<Injection> injections) {
        this.injections = new ArrayDeque<>(injections);
    }

    static InjectionSchedule of(Plan plan, Instant start) {
        List<Injection> injections = new ArrayList<>();
        Duration phase = plan.scenario().duration().fault();
        for (Prepared<?> prepared : plan.faults()) {
            FaultStep step = prepared.step();
            Duration rest = phase.minus(step.at());
            Duration length = step.length() == null ? rest : step.length();
            List<Duration> starts = step.starts(phase);
            for (int i = 0; i < starts.size(); i++) {
                injections.add(new Injection(start.plus(starts.get(i)), prepared, length, i + 1, starts.size()));
            }
        }
        injections.sort(Comparator.comparing(Injection::at));
        return new InjectionSchedule(injections);
    }

    Optional<Injection> next() {
        return Optional.ofNullable(injections.peek());
    }

    void remove() {
        injections.remove();
    }

    static @Nullable Undo earliest(List<Undo> undos) {
        return undos.stream().min(Comparator.comparing(Undo::at)).orElse(null);
    }
}
