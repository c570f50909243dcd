package dev.holograph.chaos.application;

import java.nio.file.Path;
import java.util.Date;
import java.util.List;

/** Fails for the verdicts of the runs that this build has finished: later, so that something could clean up first. */
final class Verification {

    private Verification() {}

    static void check(Setup setup, String notProven) throws ChaosException, FailureException {
        BuildOutcome outcome = new BuildOutcome(BuildOutcome.isStrict(notProven));
        Path output = setup.workspace().output();
        Date started = Date.from(setup.build().started());
        setup.begunRuns().failIfGone(started);
        List<Summary.Entry> entries = Summary.of(output, started);
        OutcomeTable.of(entries, setup.workspace().root()).forEach(setup.log()::info);
        outcome.failIfDue(entries);
        Summary.failIfMissing(output, started);
    }
}
