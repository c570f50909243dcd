package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.scenario.Phase;
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

    @Nullable Duration of(Phase phase) {
        return lengths.get(phase);
    }
}
