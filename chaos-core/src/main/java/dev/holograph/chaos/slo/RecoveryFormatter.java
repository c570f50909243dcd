package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Quantity;
import java.time.Duration;
import java.util.List;

/** Puts the recovery after an episode of faults into English. */
public final class RecoveryFormatter {

    private RecoveryFormatter() {}

    /** As the end of a sentence that begins with "the system". */
    static String recovery(EpisodeRecovery episode) {
        return episode.took() != null
                ? "was healthy again " + healthy(episode)
                : "was not healthy again within " + lookedFor(episode)
                        + (episode.isLast() ? "" : ", when the next fault came");
    }

    /** Why it is unknown. */
    static String doubt(EpisodeRecovery episode) {
        return episode.isOpen() ? ": there was too little time to decide" : ": too few samples to decide";
    }

    /** How long a recovery took, or that it was not seen. */
    public static String took(EpisodeRecovery episode) {
        Duration took = episode.took();
        return took != null
                ? Quantity.time(took).toString()
                : episode.isLast() ? "not within " + lookedFor(episode) : "not before the next fault";
    }

    /** The same as the end of a sentence that begins with "healthy". */
    public static String healthy(EpisodeRecovery episode) {
        Duration took = episode.took();
        return took == null ? took(episode) : took.isZero() ? "at once" : "after " + Quantity.time(took);
    }

    /** In whole seconds. */
    private static String lookedFor(EpisodeRecovery episode) {
        return Quantity.time(Duration.ofSeconds(episode.lookedFor().toSeconds()))
                .toString();
    }

    /** The faults of an episode. */
    public static String faults(EpisodeRecovery episode) {
        List<String> names = episode.faults();
        return names.size() <= 2 ? String.join(" and ", names) : names.get(0) + " to " + names.get(names.size() - 1);
    }
}
