package dev.holograph.chaos.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** When a scenario disturbs the system and when it leaves it alone, on the clock of its fault phase. */
public final class FaultSchedule {

    /**
     * One fault, once.
     *
     * @param name of its step
     * @param over when it is undone; when it is injected if it is an instant fault
     */
    public record Occurrence(String name, boolean lasting, Duration begins, Duration over)
            implements Episodes.Disturbance<Duration> {}

    /**
     * Faults that come too soon after one another for a recovery to be seen between them.
     *
     * @param faults in the order in which they begin
     * @param over when the last of them is over
     * @param until when the next episode begins, or the run ends
     */
    public record Episode(List<Occurrence> faults, Duration over, Duration until) {

        public Episode {
            faults = List.copyOf(faults);
        }

        /** For how long the system is left alone after it. */
        public Duration rest() {
            return until.minus(over);
        }
    }

    private final Scenario scenario;

    private FaultSchedule(Scenario scenario) {
        this.scenario = scenario;
    }

    /** The episodes in their order; none without a fault. */
    public static List<Episode> of(Scenario scenario) {
        return new FaultSchedule(scenario).episodes();
    }

    /**
     * For how long the shortest occurrence of a fault is looked at. A lasting fault is until it is undone; an instant one
     * until it comes again, another episode begins or the fault phase ends.
     */
    static Duration shortest(Scenario scenario, String fault) {
        Duration phase = scenario.duration().fault();
        Duration shortest = phase;
        for (Episode episode : of(scenario)) {
            Duration until = min(episode.until(), phase);
            for (int i = episode.faults().size() - 1; i >= 0; i--) {
                Occurrence one = episode.faults().get(i);
                if (one.name().equals(fault)) {
                    Duration end = one.lasting() ? one.over() : until;
                    shortest = min(shortest, end.minus(one.begins()));
                    until = one.begins();
                }
            }
        }
        return shortest;
    }

    private List<Episode> episodes() {
        Duration proof = scenario.recovery().proof();
        List<List<Occurrence>> faults =
                Episodes.of(occurrences(), (from, to) -> to.minus(from).compareTo(proof) >= 0);
        Collections.reverse(faults);
        List<Episode> episodes = new ArrayList<>();
        Duration until = scenario.duration().fault().plus(scenario.duration().recovery());
        for (List<Occurrence> some : faults) {
            episodes.add(new Episode(some, Episodes.over(some), until));
            until = some.get(0).begins();
        }
        Collections.reverse(episodes);
        return episodes;
    }

    private List<Occurrence> occurrences() {
        Duration phase = scenario.duration().fault();
        List<Occurrence> all = new ArrayList<>();
        for (FaultStep step : scenario.faults()) {
            boolean lasting = step.fault().type().lasting();
            for (Duration at : step.starts(phase)) {
                Duration over = at;
                if (lasting) {
                    Duration length = step.in(phase).length();
                    over = length == null ? phase : at.plus(length);
                }
                // What lies outside of the phase is a mistake of its own.
                all.add(new Occurrence(step.name(), lasting, min(at, phase), min(over, phase)));
            }
        }
        return all;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
