package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Phase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the test bench did not do its part. It says nothing about the system, so the run is NOT PROVEN. */
public sealed interface LoadFinding extends RunFinding {

    @Override
    default Result result() {
        return Result.NOT_PROVEN;
    }

    /** A load generator, the proxy or the run itself stood still. */
    record StoodStill(Silence silence) implements LoadFinding {}

    /**
     * An open load made fewer requests than planned, which no system can cause.
     *
     * @param load its name; {@code null} where there is only one
     * @param phases in which that was so
     */
    record Shortfall(@Nullable String load, List<PhaseShortfall> phases) implements LoadFinding {
        public Shortfall {
            phases = List.copyOf(phases);
        }
    }

    /** How many of the planned requests were made in one phase. */
    record PhaseShortfall(Phase phase, long made, long planned) {}

    /**
     * A script did nothing for a part of a phase.
     *
     * @param load its name; {@code null} where there is only one
     */
    record ScriptSilent(@Nullable String load, Phase phase, Window window) implements LoadFinding {}

    /**
     * More iterations of a script failed than it allows.
     *
     * @param load its name; {@code null} where there is only one
     * @param dropped whether they could not start; else they threw an exception
     * @param all iterations of the phase
     * @param allowed the share that may fail
     * @param exception what the first exception said; {@code null} if nothing is known of it
     */
    record ScriptFailed(
            @Nullable String load,
            Phase phase,
            boolean dropped,
            long failed,
            long all,
            double allowed,
            @Nullable String exception)
            implements LoadFinding {}
}
