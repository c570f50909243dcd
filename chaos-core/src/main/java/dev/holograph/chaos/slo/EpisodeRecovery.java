package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Comparison;
import dev.holograph.chaos.scenario.RecoveryRule;
import dev.holograph.chaos.scenario.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the system after one episode of faults.
 *
 * @param faults names of the episode's faults, each with its number where it was repeated
 * @param longer counted from the undo requested
 * @param shorter counted from the undo confirmed
 * @param unsteady if the system was not seen to be healthy again: which objectives did not hold, and where
 * @param firstHealthy if it was not: where the first window begins in which all of them held; {@code null}: in none
 * @param unsteadyAtEnd of the last episode: which objectives did not hold near the end of the load
 */
public record EpisodeRecovery(
        Episode episode,
        List<String> faults,
        Recovery.Outcome longer,
        Recovery.Outcome shorter,
        List<UnsteadyObjective> unsteady,
        @Nullable Instant firstHealthy,
        List<UnsteadyObjective> unsteadyAtEnd) {

    private static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);

    public EpisodeRecovery {
        faults = List.copyOf(faults);
        unsteady = List.copyOf(unsteady);
        unsteadyAtEnd = List.copyOf(unsteadyAtEnd);
    }

    /** Returns the recovery of each episode, in their order. */
    static List<EpisodeRecovery> of(
            Scenario scenario, List<FaultRecord> injected, Instant end, WindowEvaluator evaluator) {
        Recovery recovery = new Recovery(evaluator, scenario.steadyState(), scenario.recovery());
        List<String> names = FaultNames.of(injected);
        List<EpisodeRecovery> all = new ArrayList<>();
        for (Episode episode : Episode.of(injected, scenario.recovery(), end)) {
            all.add(of(
                    episode,
                    episode.faults().stream()
                            .map(fault -> names.get(injected.indexOf(fault)))
                            .toList(),
                    recovery,
                    scenario.recovery()));
        }
        return all;
    }

    private static EpisodeRecovery of(Episode episode, List<String> faults, Recovery recovery, RecoveryRule rule) {
        long earliest = Window.micros(episode.overAtTheEarliest());
        long latest = Window.micros(episode.overAtTheLatest());
        long until = Window.micros(episode.until());
        SteadyStateWindows windows = recovery.windows(earliest, until);
        Recovery.Outcome longer = recovery.from(earliest, until, windows);
        boolean isSeen = longer.surely() != null;
        long firstHealthy = isSeen ? -1 : windows.firstHealthy();
        return new EpisodeRecovery(
                episode,
                faults,
                longer,
                recovery.from(latest, until, windows),
                isSeen ? List.of() : windows.unsteady(),
                firstHealthy < 0 ? null : Window.instant(firstHealthy),
                isSeen || !episode.isLast()
                        ? List.of()
                        : windows.brokenFrom(Math.max(latest, Window.down(until) - Recovery.needed(rule))));
    }

    /** When the last undo was requested, or the last instant fault was injected. */
    public Instant from() {
        return episode.overAtTheEarliest();
    }

    /** How far recovery was looked for: the next fault, or the end of the load. */
    public Instant until() {
        return episode.until();
    }

    /** Whether no other episode came after it. */
    public boolean isLast() {
        return episode.isLast();
    }

    /** How long it took, by the longer count; {@code null}: it was not seen within the time there was. */
    public @Nullable Duration took() {
        return longer.surely();
    }

    /** Whether the system was seen to be healthy again, and for long enough, by both ways to count. */
    boolean isBelieved() {
        return longer.surely() != null && shorter.surely() != null;
    }

    /** For how long it was looked for. */
    public Duration lookedFor() {
        return longer.lookedFor();
    }

    /** Whether the time ended before it was known. */
    public boolean isOpen() {
        return shorter.isOpen();
    }

    Result result(Comparison comparison, double limitMillis, RecoveryRule rule) {
        if (longer.isWithin(comparison, limitMillis)) {
            return Result.PASS;
        }
        if (shorter.isLongerThan(comparison, limitMillis, rule)) {
            return Result.BREACH;
        }
        return shorter.isWithin(comparison, limitMillis) ? Result.WARN : Result.NOT_PROVEN;
    }

    boolean isSlowerThan(EpisodeRecovery other) {
        return time().compareTo(other.time()) > 0;
    }

    /** A recovery that was not seen took longer than any that was. */
    private Duration time() {
        Duration took = took();
        return took == null ? FOR_EVER : took;
    }
}
