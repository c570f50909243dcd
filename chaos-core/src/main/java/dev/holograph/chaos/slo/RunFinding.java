package dev.holograph.chaos.slo;

/** One typed result that bears on the verdict. {@link FindingFormatter} puts it into words. */
public sealed interface RunFinding
        permits ObjectiveResult,
                FaultEvidence,
                RunFinding.Note,
                LoadFinding,
                RunFinding.NoFault,
                RunFinding.NotSteadyAtEnd,
                RunFinding.NotBack {

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

    /** A steady state objective does not hold again by the end of the load, and no objective asks for recovery. */
    record NotSteadyAtEnd(UnsteadyObjective unsteady) implements RunFinding {
        @Override
        public Result result() {
            return Result.WARN;
        }
    }
}
