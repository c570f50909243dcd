package dev.holograph.chaos.maven;

import dev.holograph.chaos.scenario.Phase;
import java.util.EnumMap;
import java.util.Map;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** The parameters that replace what a scenario says of its phases. */
abstract class PhasesMojo extends SelectingMojo {

    /** Length of the warm-up, such as {@code 5s}. Overrides the scenario's. */
    @Parameter(property = "chaos.warmup")
    private @Nullable String warmup;

    /** Length of the baseline. Overrides the scenario's. */
    @Parameter(property = "chaos.baseline")
    private @Nullable String baseline;

    /** Length of the fault phase. Overrides the scenario's. */
    @Parameter(property = "chaos.fault")
    private @Nullable String fault;

    /** Length of the recovery phase. Overrides the scenario's. */
    @Parameter(property = "chaos.recovery")
    private @Nullable String recovery;

    final Map<Phase, String> lengths() {
        Map<Phase, String> lengths = new EnumMap<>(Phase.class);
        put(lengths, Phase.WARMUP, warmup);
        put(lengths, Phase.BASELINE, baseline);
        put(lengths, Phase.FAULT, fault);
        put(lengths, Phase.RECOVERY, recovery);
        return lengths;
    }

    private static void put(Map<Phase, String> lengths, Phase phase, @Nullable String length) {
        if (length != null) {
            lengths.put(phase, length);
        }
    }
}
