package dev.holograph.chaos.run;

import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.scenario.Ledger;
import dev.holograph.chaos.slo.Acknowledgements;
import dev.holograph.chaos.slo.LedgerResult;
import dev.holograph.chaos.slo.Window;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.Services;
import dev.holograph.chaos.spi.WriteFinder;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** A run's ledger: whether it could find a loss, before the load, and what is lost, after it. */
final class LedgerVerification {

    /** Loads number their writes: none of their ids ends in a letter. */
    private static final String NEVER_WRITTEN = "-never-written";

    private static final Duration CHECKED_WITHIN = Duration.ofSeconds(30);

    private final Plan plan;
    private final WriteFinder finder;
    private final RunClock clock;

    LedgerVerification(Plan plan, RunDependencies tools) {
        this.plan = plan;
        this.finder = tools.writes();
        this.clock = tools.clock();
    }

    /** @throws DriverException if it could not find one */
    void check(Ledger ledger, Services services) throws DriverException, InterruptedException {
        finder.check(
                ledger,
                target(ledger),
                services,
                plan.runId() + NEVER_WRITTEN,
                Deadline.in(CHECKED_WITHIN, clock::nanoTime));
    }

    /**
     * Looks for all of them. What is denied gets the ledger's {@code eventually} from now on, since the last write may
     * have been acknowledged a moment ago; after that there is as much time for answers as there always is.
     *
     * @param underFault when a fault was on: the gaps between faults are no such time
     */
    LedgerResult find(Ledger ledger, Services services, Acknowledgements acknowledged, List<Window> underFault)
            throws DriverException, InterruptedException {
        WriteFinder.Answer answer = finder.find(
                ledger,
                target(ledger),
                services,
                acknowledged,
                Deadline.in(ledger.eventually(), clock::nanoTime),
                Deadline.in(ledger.eventually().plus(ledger.within()), clock::nanoTime));
        int found =
                acknowledged.count() - answer.lost().count() - answer.unknown().count();
        long during = underFault.stream().mapToLong(acknowledged::during).sum();
        return new LedgerResult(
                acknowledged.count(),
                during,
                found,
                answer.foundLate(),
                answer.latest(),
                answer.lost(),
                answer.unknown());
    }

    private TargetSpec target(Ledger ledger) {
        return Objects.requireNonNull(
                plan.environment().targets().get(ledger.target()), "a plan has the target of its ledger");
    }
}
