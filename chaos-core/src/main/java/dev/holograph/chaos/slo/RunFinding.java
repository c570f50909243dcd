package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.EvaluationPhase;
import dev.holograph.chaos.scenario.Phase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One typed result that bears on the verdict. {@link FindingFormatter} puts it into words. */
public sealed interface RunFinding
        permits ObjectiveResult,
                FaultEvidence,
                RunFinding.Note,
                LoadFinding,
                RunFinding.NoFault,
                RunFinding.NotSteadyAtEnd,
                RunFinding.NotBack,
                RunFinding.UnreadTraffic,
                RunFinding.UnjudgedFailure,
                RunFinding.SilentProbe {

    /** What it makes of the verdict, if nothing worse is found. */
    Result result();

    /**
     * Text of the run itself or of a driver: an abort, an interrupt, an undo that failed.
     *
     * @param finding as it was reported
     */
    record Note(Finding finding) implements RunFinding {
        @Override
        public Result result() {
            return finding.result();
        }
    }

    /** The run reached its end without any fault. */
    record NoFault() implements RunFinding {
        @Override
        public Result result() {
            return Result.NOT_PROVEN;
        }
    }

    /**
     * What an instant fault broke is not as it was before by the end of the run, whatever the objectives say.
     *
     * @param fault its name
     * @param what as its driver saw it
     */
    record NotBack(String fault, String what) implements RunFinding {
        @Override
        public Result result() {
            return Result.WARN;
        }
    }

    /**
     * A fault that chooses among requests could not read most of those that it was for.
     *
     * @param fault its name, with its number where it was repeated
     * @param traffic what passed it
     * @param answered requests of loads that its target answered while it was on; {@code null} if it is not they that
     *     show it
     */
    record UnreadTraffic(
            String fault,
            Evidence.Traffic traffic,
            @Nullable Long answered) implements RunFinding {
        @Override
        public Result result() {
            return Result.WARN;
        }
    }

    /**
     * Requests failed in a phase.
     *
     * @param window in which
     * @param failed how many
     * @param all how many there were
     */
    record FailedPhase(Phase phase, Window window, long failed, long all) {}

    /** Why no objective sees failures. */
    enum WhyUnjudged {
        /** All requests of one kind failed, and the answers to others dilute it. */
        DILUTED,
        /** They failed at once, and only latencies are judged. */
        AT_ONCE,
        /** Users that are refused ask less, so that few requests fail in a long outage. */
        FEW_ASKED,
        /** They are of a script, of which only durations and the like are judged. */
        OF_A_SCRIPT
    }

    /**
     * Requests failed and no objective sees it.
     *
     * @param load its name; {@code null} where there is only one
     * @param request their name; {@code null} where the load makes only one kind
     * @param why no objective sees it
     */
    record UnjudgedFailure(@Nullable String load, @Nullable String request, List<FailedPhase> phases, WhyUnjudged why)
            implements RunFinding {
        public UnjudgedFailure {
            phases = List.copyOf(phases);
        }

        /** Whether they still failed near the end of the run. */
        public boolean isAtEnd() {
            return phases.stream().anyMatch(one -> one.phase() == Phase.RECOVERY);
        }

        @Override
        public Result result() {
            return Result.WARN;
        }
    }

    /**
     * A probe seldom had a sample of what an slo is about, and no slo says how often it may fail.
     *
     * @param probe its name
     * @param metric that the slo is about
     * @param moment when the slo is held against it
     * @param told in how many queries it had a sample
     * @param queries how many there were
     */
    record SilentProbe(String probe, String metric, EvaluationPhase moment, long told, long queries)
            implements RunFinding {
        @Override
        public Result result() {
            return Result.WARN;
        }
    }

    /** A steady state objective does not hold again by the end of the load, and no objective asks for recovery. */
    record NotSteadyAtEnd(UnsteadyObjective unsteady) implements RunFinding {
        @Override
        public Result result() {
            return Result.WARN;
        }
    }
}
