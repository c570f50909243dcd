package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.scenario.Phase;
import dev.holograph.chaos.scenario.Quantity;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Phase lengths that a build sets in place of those in the scenario, as {@code -Dchaos.fault=5s} does. */
public record PhaseOverrides(Map<Phase, Duration> lengths) {

    public static final PhaseOverrides NONE = new PhaseOverrides(Map.of());

    public PhaseOverrides {
        lengths = lengths.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(lengths));
    }

    /**
     * Lengths as a person writes them, such as {@code 5s}.
     *
     * @throws IllegalArgumentException if one is no duration; the message begins with the phase
     */
    public static PhaseOverrides parse(Map<Phase, String> texts) {
        Map<Phase, Duration> lengths = new EnumMap<>(Phase.class);
        texts.forEach((phase, text) -> {
            try {
                lengths.put(phase, Quantity.parseDuration(text));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(phase.word() + ": " + e.getMessage(), e);
            }
        });
        return new PhaseOverrides(lengths);
    }

    @Nullable Duration of(Phase phase) {
        return lengths.get(phase);
    }
}
