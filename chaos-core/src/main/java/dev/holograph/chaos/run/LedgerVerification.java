package dev.holograph.chaos.run;

import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.scenario.Ledger;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.slo.Acknowledgements;
import dev.holograph.chaos.slo.LedgerResult;
import dev.holograph.chaos.slo.Window;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.Services;
import dev.holograph.chaos.spi.WriteFinder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A run's ledger: whether it could find a loss, before the load, and what is lost, after it. */
final class LedgerVerification {

    /** Loads number their writes: none of their ids ends in a letter. */
    private static final String NEVER_WRITTEN = "-never-written";

    private static final Duration CHECKED_WITHIN = Duration.ofSeconds(30);

    private final Plan plan;
    private final @Nullable Ledger ledger;
    private final WriteFinder finder;
    private final RunClock clock;
    private final Progress progress;
    private final StopSignal stop;
    private final JournalWriter journal;

    LedgerVerification(Plan plan, RunDependencies tools, StopSignal stop, JournalWriter journal) {
        this.plan = plan;
        this.ledger = plan.scenario().ledger();
        this.finder = tools.writes();
        this.clock = tools.clock();
        this.progress = tools.progress();
        this.stop = stop;
        this.journal = journal;
    }

    /**
     * Nothing is loaded, let alone broken, for a ledger that could not find a loss.
     *
     * @throws DriverException if it could not find one
     */
    void check(Services services) throws Exception {
        Ledger checked = ledger;
        if (checked != null) {
            stop.interruptibly(() -> {
                finder.check(
                        checked,
                        target(checked),
                        services,
                        plan.runId() + NEVER_WRITTEN,
                        Deadline.in(CHECKED_WITHIN, clock::nanoTime));
                return checked;
            });
        }
    }

    /**
     * Looks for all acknowledged writes of a scenario that has a ledger.
     *
     * @param underFault when a fault was on: the gaps between faults are no such time
     */
    LedgerResult verify(Services services, Acknowledgements acknowledged, List<Window> underFault) throws Exception {
        Ledger verified = Objects.requireNonNull(ledger, "the scenario has a ledger");
        Duration eventually = verified.eventually();
        progress.event("looking for " + acknowledged.count() + " acknowledged writes"
                + (eventually.isZero()
                        ? ""
                        : ", for up to " + Quantity.time(eventually) + " while some are not there yet"));
        LedgerResult found = stop.interruptibly(() -> find(verified, services, acknowledged, underFault));
        journal.tell(new JournalEntry(
                clock.now(),
                JournalEntry.Event.LEDGER_CHECKED,
                verified.find().shown(),
                Map.of(
                        "acknowledged",
                        "" + acknowledged.count(),
                        "lost",
                        "" + found.lost().count(),
                        "foundLate",
                        "" + found.foundLate())));
        return found;
    }

    /**
     * What is denied gets the ledger's {@code eventually} from now on, since the last write may
     * have been acknowledged a moment ago; after that there is as much time for answers as there always is.
     */
    private LedgerResult find(Ledger ledger, Services services, Acknowledgements acknowledged, List<Window> underFault)
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
