package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.EvaluationPhase;
import dev.holograph.chaos.scenario.Phase;
import dev.holograph.chaos.scenario.RecoveryRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The stretches of a run, cut at instants that were known only when they came. The baseline ends at the injection
 * requested; a fault covers everything from there to its undo confirmed; its effect is looked for between the injection
 * confirmed and the undo requested. An instant fault lasts until the next one of its name, the next episode or the end of
 * the fault phase: what comes then is not its doing.
 */
final class RunTimeline {

    private final RunTimes times;
    private final List<FaultRecord> faults;
    private final List<String> names;
    private final List<Episode> episodes;

    RunTimeline(RunTimes times, List<FaultRecord> faults, RecoveryRule rule) {
        this.times = times;
        this.faults = faults;
        this.names = FaultNames.of(faults);
        this.episodes = Episode.of(faults, rule, times.end() == null ? Instant.MAX : times.end());
    }

    /** {@code null} if the run did not get there. */
    @Nullable Window of(Phase phase) {
        Instant end = times.end();
        return switch (phase) {
            case WARMUP -> within(times.firstDue(), times.baseline());
            case BASELINE -> within(times.baseline(), firstInjection());
            case FAULT -> {
                Instant to = faultEnd();
                Instant from = firstInjection();
                yield from == null || to == null ? null : Window.around(from, to);
            }
            case RECOVERY -> within(faultEnd(), end);
        };
    }

    /**
     * Each of which an objective must hold in; none if the run did not get there. Of a fault that was on several times
     * each time counts: what is bad in one does not drown in the others.
     */
    List<MeasurementWindow> of(EvaluationPhase moment) {
        if (moment instanceof EvaluationPhase.During during) {
            return phase(of(during.phase()));
        }
        List<MeasurementWindow> all = new ArrayList<>();
        for (int i = 0; i < faults.size(); i++) {
            FaultRecord fault = faults.get(i);
            Instant to = endOf(i);
            if (to != null
                    && moment instanceof EvaluationPhase.DuringFault during
                    && during.fault().equals(fault.name())) {
                // The cell in which an instant fault ends because another comes is that one's.
                Window around = Window.around(fault.injectionRequested(), to);
                Window window = isCut(i) ? new Window(around.from(), Window.down(Window.micros(to))) : around;
                all.add(new MeasurementWindow(names.get(i), window));
            }
        }
        return all;
    }

    /** When any fault was on, without the gaps. */
    List<Window> faults() {
        List<Window> all = new ArrayList<>();
        for (int i = 0; i < faults.size(); i++) {
            Instant to = endOf(i);
            if (to != null) {
                all.add(Window.around(faults.get(i).injectionRequested(), to));
            }
        }
        all.sort(Comparator.comparing(Window::from));
        List<Window> apart = new ArrayList<>();
        for (Window next : all) {
            Window last = apart.isEmpty() ? null : apart.get(apart.size() - 1);
            if (last == null || last.to() < next.from()) {
                apart.add(next);
            } else {
                apart.set(apart.size() - 1, new Window(last.from(), Math.max(last.to(), next.to())));
            }
        }
        return apart;
    }

    /** Where the effect of each fault, or of the one that is named, is to be seen: in every one of them. */
    List<MeasurementWindow> effect(EvaluationPhase moment) {
        List<MeasurementWindow> all = new ArrayList<>();
        for (int i = 0; i < faults.size(); i++) {
            FaultRecord fault = faults.get(i);
            boolean meant = !(moment instanceof EvaluationPhase.DuringFault during)
                    || during.fault().equals(fault.name());
            Instant to = fault.undoRequested() == null ? endOf(i) : fault.undoRequested();
            Window window = within(fault.injectionConfirmed(), to);
            if (meant && window != null) {
                all.add(new MeasurementWindow(faults.size() == 1 ? "" : names.get(i), window));
            }
        }
        return all;
    }

    /** From the injection of the n-th fault to its undo, or to where an instant one ends. */
    Window whileOn(int index) {
        FaultRecord fault = faults.get(index);
        Instant to = fault.undoRequested() == null ? endOf(index) : fault.undoRequested();
        return Window.within(fault.injectionConfirmed(), to == null ? fault.injectionConfirmed() : to);
    }

    private static List<MeasurementWindow> phase(@Nullable Window window) {
        return window == null ? List.of() : List.of(new MeasurementWindow("", window));
    }

    /** From the first request that was due to the last. */
    @Nullable Window load() {
        return times.end() == null ? null : Window.within(times.firstDue(), times.end());
    }

    private @Nullable Instant firstInjection() {
        return faults.stream()
                .map(FaultRecord::injectionRequested)
                .min(Comparator.naturalOrder())
                .orElse(times.fault());
    }

    private @Nullable Instant faultEnd() {
        return times.recovery() == null ? times.end() : times.recovery();
    }

    private @Nullable Instant endOf(int index) {
        FaultRecord fault = faults.get(index);
        if (fault.undoConfirmed() != null) {
            return fault.undoConfirmed();
        }
        return isCut(index) ? next(index) : faultEnd();
    }

    /** Whether an instant fault ends because another one comes. */
    private boolean isCut(int index) {
        FaultRecord fault = faults.get(index);
        Instant next = next(index);
        Instant end = faultEnd();
        return !fault.lasting() && next != null && (end == null || next.isBefore(end));
    }

    /** When the next fault of this name was injected, or the next episode began; {@code null}: neither came. */
    private @Nullable Instant next(int index) {
        FaultRecord fault = faults.get(index);
        Stream<Instant> ofItsName = faults.stream()
                .filter(other -> other.name().equals(fault.name()))
                .map(FaultRecord::injectionRequested);
        Stream<Instant> ofOthers = episodes.stream().map(Episode::begins);
        return Stream.concat(ofItsName, ofOthers)
                .filter(instant -> instant.isAfter(fault.injectionRequested()))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private static @Nullable Window within(@Nullable Instant from, @Nullable Instant to) {
        return from == null || to == null ? null : Window.within(from, to);
    }
}
