package dev.holograph.chaos.run;

import dev.holograph.chaos.scenario.Phase;
import dev.holograph.chaos.slo.LiveView;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells a person what a run is doing. */
public interface Progress {

    /** Something happened that deserves a line. */
    void event(String line);

    /** Once a second. */
    void tick(Tick tick);

    /**
     * How things stand.
     *
     * @param remaining of the phase
     * @param requests since the last tick; {@code null} where none count
     * @param faults that are on
     */
    record Tick(Phase phase, Duration remaining, LiveView.@Nullable Standing requests, List<String> faults) {}
}
