package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Phase;
import java.util.List;

/** One typed result that bears on the verdict. {@link FindingFormatter} puts it into words. */
public sealed interface RunFinding
        permits ObjectiveResult,
                FaultEvidence,
                RunFinding.Note,
                RunFinding.GeneratorSilence,
                RunFinding.GeneratorShortfall,
                RunFinding.NoFault,
                RunFinding.NotSteadyAtEnd {

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

    /**
     * The load generator gave no sign of life.
     *
     * @param window from its last sign before to its first one after
     */
    record GeneratorSilence(Window window) implements RunFinding {
        @Override
        public Result result() {
            return Result.NOT_PROVEN;
        }
    }

    /**
     * The load generator made fewer requests than planned, which no system can cause.
     *
     * @param phases in which that was so
     */
    record GeneratorShortfall(List<PhaseShortfall> phases) implements RunFinding {

        public GeneratorShortfall {
            phases = List.copyOf(phases);
        }

        @Override
        public Result result() {
            return Result.NOT_PROVEN;
        }
    }

    /**
     * How many requests were made in one phase.
     *
     * @param due those that were made
     * @param planned those that the open loads plan
     */
    record PhaseShortfall(Phase phase, long due, long planned) {}

    /** The run reached its end without any fault. */
    record NoFault() implements RunFinding {
        @Override
        public Result result() {
            return Result.NOT_PROVEN;
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
