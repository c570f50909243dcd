package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Comparison;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.scenario.RecoveryRule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of the system after one episode.
 *
 * @param after the episode's faults in words
 * @param longer counted from the undo requested
 * @param shorter counted from the undo confirmed
 */
record EpisodeRecovery(Episode episode, String after, Recovery.Outcome longer, Recovery.Outcome shorter) {

    private static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);

    /** Of each episode, in their order. */
    static List<EpisodeRecovery> of(Observed observed, Instant end, Recovery recovery) {
        List<String> names = FaultNames.of(observed.faults());
        List<EpisodeRecovery> all = new ArrayList<>();
        for (Episode episode : Episode.of(observed.faults(), observed.scenario().recovery(), end)) {
            long until = Window.micros(episode.until());
            all.add(new EpisodeRecovery(
                    episode,
                    words(episode.faults().stream()
                            .map(fault -> names.get(observed.faults().indexOf(fault)))
                            .toList()),
                    recovery.from(Window.micros(episode.overAtTheEarliest()), until),
                    recovery.from(Window.micros(episode.overAtTheLatest()), until)));
        }
        return all;
    }

    private static String words(List<String> names) {
        return names.size() <= 2 ? String.join(" and ", names) : names.get(0) + " to " + names.get(names.size() - 1);
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

    /** To the second; a recovery that was not seen took longer than any that was. */
    private Duration time() {
        Duration took = longer.surely();
        return took == null ? FOR_EVER : took;
    }

    /** How long it took, or that it was not seen. */
    String took() {
        Duration took = longer.surely();
        return took != null
                ? Quantity.time(took).toString()
                : episode.isLast() ? "not within " + lookedFor() : "not before the next fault";
    }

    /** For how long it was looked for, in whole seconds. */
    String lookedFor() {
        return Quantity.time(Duration.ofSeconds(longer.lookedFor().toSeconds())).toString();
    }

    /** The same in a sentence about the system. */
    String sentence() {
        Duration took = longer.surely();
        if (took != null) {
            return "was healthy again " + (took.isZero() ? "at once" : "after " + Quantity.time(took));
        }
        return "was not healthy again within " + lookedFor() + (episode.isLast() ? "" : ", when the next fault came");
    }

    /** Why nothing is proven. */
    String doubt() {
        return shorter.isOpen() ? ": there was too little time to tell" : ": too few samples to tell";
    }
}
