package dev.holograph.chaos.slo;

/** Evaluates a run and puts its verdict into English. */
public final class Judge {

    private Judge() {}

    /** The verdict, with everything that was found. */
    public static Verdict judge(RunObservations observed) {
        return Verdict.of(Evaluation.of(observed));
    }
}
