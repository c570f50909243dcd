package dev.holograph.chaos.scenario;

/** When an objective is measured. */
public sealed interface EvaluationPhase {

    /** While a phase lasts. */
    record During(Phase phase) implements EvaluationPhase {}

    /** While one fault is on. */
    record DuringFault(String fault) implements EvaluationPhase {}

    /** When all is over: recovery and the ledger are known only then. */
    record AtEnd() implements EvaluationPhase {}
}
