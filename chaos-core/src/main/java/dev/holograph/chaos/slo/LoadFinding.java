package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Phase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the test bench did not do its part. It says nothing about the system, so the run is NOT PROVEN, or WARN. */
public sealed interface LoadFinding extends RunFinding {

    @Override
    default Result result() {
        return Result.NOT_PROVEN;
    }

    /**
     * Requests of a script to something else than its target.
     *
     * @param addresses where they went, the first few of the run
     */
    record Elsewhere(long requests, List<String> addresses) {
        public Elsewhere {
            addresses = List.copyOf(addresses);
        }
    }

    /** A load generator, the proxy or the run itself stood still. */
    record StoodStill(Silence silence) implements LoadFinding {}

    /**
     * An open load made fewer requests than planned, which no system can cause.
     *
     * @param load its name; {@code null} where there is only one
     * @param runner the one of its generators that did; {@code null}: all of them together
     * @param phases in which that was so
     */
    record Shortfall(@Nullable String load, @Nullable String runner, List<PhaseShortfall> phases)
            implements LoadFinding {
        public Shortfall {
            phases = List.copyOf(phases);
        }
    }

    /** How many of the planned requests were made in one phase. */
    record PhaseShortfall(Phase phase, long made, long planned) {}

    /**
     * A script did not ask its target for a part of a phase.
     *
     * @param load its name; {@code null} where there is only one
     * @param elsewhere where its requests went then
     */
    record ScriptSilent(@Nullable String load, Phase phase, Window window, Elsewhere elsewhere)
            implements LoadFinding {}

    /**
     * A script sent its target far fewer requests than in the baseline, and something else instead.
     *
     * @param load its name; {@code null} where there is only one
     * @param share of its requests in the phase that went to its target
     * @param before the same in the baseline
     */
    record TurnedAway(@Nullable String load, Phase phase, double share, double before, Elsewhere elsewhere)
            implements LoadFinding {
        @Override
        public Result result() {
            return Result.WARN;
        }
    }

    /**
     * More iterations of a script failed than it allows.
     *
     * @param load its name; {@code null} where there is only one
     * @param way in which they failed
     * @param all iterations of the phase
     * @param allowed the share that may fail
     * @param exception what the first exception said; {@code null} if nothing is known of it
     */
    record ScriptFailed(
            @Nullable String load,
            Phase phase,
            Way way,
            long failed,
            long all,
            double allowed,
            @Nullable String exception)
            implements LoadFinding {

        /** How an iteration fails without a request that does. */
        enum Way {
            THREW,
            NOT_STARTED,
            NOT_ENDED
        }
    }
}
