package dev.holograph.chaos.scenario;

/** When an objective is measured. */
public sealed interface Moment {

    /** While a phase lasts. */
    record During(Phase phase) implements Moment {}

    /** While one fault is on. */
    record DuringFault(String fault) implements Moment {}

    /** When all is over: recovery and the ledger are known only then. */
    record AtEnd() implements Moment {}
}
