package dev.holograph.chaos.run;

import dev.holograph.chaos.scenario.Phase;
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
     * @param rate good answers each second, of those that came since the last tick
     * @param errors share of the outcomes since the last tick that went wrong
     * @param p95 since the last tick, {@code null} where nothing was answered
     * @param faults that are on
     */
    record Tick(
            Phase phase,
            Duration remaining,
            double rate,
            double errors,
            @Nullable Duration p95,
            List<String> faults) {}
}
