package dev.holograph.chaos.report;

import dev.holograph.chaos.report.ReportModel.FaultRow;
import dev.holograph.chaos.report.ReportModel.ObjectiveRow;
import dev.holograph.chaos.report.ReportModel.PhaseRow;
import dev.holograph.chaos.report.ReportModel.RecoveryRow;
import dev.holograph.chaos.run.RunResult;
import dev.holograph.chaos.scenario.Indicator;
import dev.holograph.chaos.scenario.ObjectiveRole;
import dev.holograph.chaos.scenario.Phase;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.slo.EpisodeRecovery;
import dev.holograph.chaos.slo.FaultNames;
import dev.holograph.chaos.slo.FaultRecord;
import dev.holograph.chaos.slo.Finding;
import dev.holograph.chaos.slo.FindingFormatter;
import dev.holograph.chaos.slo.LedgerFormatter;
import dev.holograph.chaos.slo.LedgerResult;
import dev.holograph.chaos.slo.ObjectiveResult;
import dev.holograph.chaos.slo.RecoveryFormatter;
import dev.holograph.chaos.slo.Result;
import dev.holograph.chaos.slo.RunFinding;
import dev.holograph.chaos.slo.RunTimes;
import dev.holograph.chaos.slo.Series;
import dev.holograph.chaos.slo.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Puts a run's result into words. */
public final class ReportBuilder {

    private static final String NONE = "–";
    private static final int SHOWN_IDS = 100;

    private final RunResult result;
    private final Scenario scenario;
    private final @Nullable RunTimes times;
    private final Trend trend;
    private final List<Series.Second> seconds;

    private ReportBuilder(RunResult result, Trend trend, List<Series.Second> seconds) {
        this.result = result;
        this.trend = trend;
        this.seconds = seconds;
        this.scenario = result.plan().scenario();
        this.times = result.times();
    }

    /** Builds the report of a run without a past. */
    public static ReportModel of(RunResult result) {
        return of(result, List.of(), 0);
    }

    /**
     * Builds the report of a run beside those before it.
     *
     * @param history in which the run itself, later ones and those of other scenarios may stand as well
     * @param most how many earlier runs it is compared with
     */
    public static ReportModel of(RunResult result, List<PastRun> history, int most) {
        return of(result, Trend.of(result, history, most), result.series().seconds());
    }

    static ReportModel of(RunResult result, Trend trend, List<Series.Second> seconds) {
        return new ReportBuilder(result, trend, seconds).build();
    }

    private ReportModel build() {
        List<Finding> decisive = result.verdict().result() == Result.PASS
                ? List.of()
                : result.verdict().decisive();
        LedgerResult ledger = result.ledger();
        return new ReportModel(
                scenario.name(),
                scenario.title(),
                scenario.hypothesis() == null ? "" : scenario.hypothesis(),
                scenario.owner() == null ? "" : scenario.owner(),
                scenario.links(),
                result.verdict().result().words(),
                summary(result),
                decisive.stream().map(Finding::sentence).toList(),
                result.verdict().findings().stream()
                        .filter(finding -> !decisive.contains(finding))
                        .map(finding -> finding.result().words() + ": " + finding.sentence())
                        .toList(),
                objectives(),
                Behaviour.of(result, seconds),
                Chart.of(seconds, times),
                phases(),
                FailureRows.of(result),
                ServiceRows.of(result.services()),
                recovery(),
                recoveries(),
                lostWrites(ledger),
                ledger == null ? List.of() : ledger.lost().ids(SHOWN_IDS),
                faults(),
                trend.sentence(),
                trend.rows(),
                SuggestedLessons.of(result),
                result.plan().runId(),
                result.started().truncatedTo(ChronoUnit.SECONDS).toString(),
                words(Duration.between(result.started(), result.ended())),
                result.plan().environment().name() + " – "
                        + result.plan().environment().title(),
                result.loadEngine() + observed(),
                result.versions(),
                Long.toString(result.plan().seed()));
    }

    private String observed() {
        return scenario.observesLoad()
                ? ": a slow answer may have kept the script from asking further, which its figures do not show"
                        + " (coordinated omission)"
                : "";
    }

    /** The verdict of a run in one sentence. */
    static String summary(RunResult result) {
        long breached = result.evaluation().objectives().stream()
                .filter(one -> one.isJudged() && one.result() == Result.BREACH)
                .count();
        return switch (result.evaluation().result()) {
            case PASS ->
                (result.plan().scenario().loads().isEmpty() ? "The" : "Load ran, the")
                        + " fault was real, every objective was measured and held, everything was undone.";
            case WARN ->
                result.evaluation().findings().stream().anyMatch(RunFinding.NotSteadyAtEnd.class::isInstance)
                        ? "Every objective held, but the system was not healthy again by the end."
                        : result.evaluation().objectives().stream().anyMatch(one -> one.result() == Result.WARN)
                                ? "Every objective held, but the margin is small."
                                : "Every objective held, but something beside them needs your attention.";
            case NOT_PROVEN -> "This run proves nothing about the system.";
            case INTERRUPTED -> "The run was stopped before its end; everything was undone.";
            case BREACH ->
                breached == 0
                        ? "The system did worse than the scenario allows, and the run was ended early."
                        : "The system did not do what it should: " + breached
                                + (breached == 1 ? " objective does" : " objectives do") + " not hold.";
            case ERROR -> "The run itself failed.";
            case NOT_UNDONE -> "Something could not be undone. Undo it by hand now.";
        };
    }

    private List<ObjectiveRow> objectives() {
        List<ObjectiveRow> rows = new ArrayList<>();
        for (ObjectiveResult one : result.evaluation().objectives()) {
            Finding finding = FindingFormatter.finding(result.evaluation(), one);
            rows.add(new ObjectiveRow(
                    one.role().key(),
                    one.objective().givenName(),
                    one.objective().text(),
                    value(one, Phase.BASELINE),
                    value(one, Phase.FAULT),
                    value(one, Phase.RECOVERY),
                    finding.measured() == null ? NONE : finding.measured() + " (" + finding.when() + ")",
                    one.isJudged() ? words(one.result(), one.role()) : "not judged"));
        }
        return rows;
    }

    static String words(Result result, ObjectiveRole role) {
        return result == Result.PASS ? "holds" : role == ObjectiveRole.SLO ? result.words() : "does not hold";
    }

    private static String value(ObjectiveResult result, Phase phase) {
        String value =
                FindingFormatter.value(result.objective(), result.perPhase().get(phase));
        return value.isEmpty() ? NONE : value;
    }

    private List<PhaseRow> phases() {
        List<PhaseRow> rows = new ArrayList<>();
        if (times == null) {
            return rows;
        }
        phase(rows, "warm-up", times.firstDue(), times.baseline());
        phase(rows, "baseline", times.baseline(), times.fault());
        phase(rows, "fault", times.fault(), times.recovery());
        phase(rows, "recovery", times.recovery(), times.end());
        return rows;
    }

    private void phase(List<PhaseRow> rows, String name, @Nullable Instant from, @Nullable Instant to) {
        if (from == null || (to != null && to.isBefore(from))) { // an undo that was late left no time for a recovery
            return;
        }
        Instant end = to == null ? result.ended() : to;
        // The cell in which the last phase ends is its own: nothing comes after it.
        boolean isLast = times != null && end.equals(times.end());
        Instant counted = isLast ? Window.instant(result.series().whole().to()) : end;
        Series.Counts counts = result.series().between(from, counted);
        boolean isCounted = scenario.countsRequests();
        rows.add(new PhaseRow(
                name,
                offset(from),
                words(Duration.between(from, end)),
                isCounted ? Long.toString(counts.due()) : NONE,
                isCounted ? Long.toString(counts.errors()) : NONE));
    }

    private String recovery() {
        return result.evaluation().objectives().stream()
                .filter(one -> one.objective().indicator() instanceof Indicator.RecoveryTime && one.isJudged())
                .findFirst()
                .map(one -> FindingFormatter.finding(result.evaluation(), one).sentence())
                .orElse("Recovery time: not judged.");
    }

    private List<RecoveryRow> recoveries() {
        List<EpisodeRecovery> rows = result.evaluation().recoveries();
        return rows.size() < 2
                ? List.of()
                : rows.stream()
                        .map(row -> new RecoveryRow(
                                RecoveryFormatter.faults(row),
                                offset(row.from()),
                                offset(row.until()) + (row.isLast() ? ", the end" : ", the next fault"),
                                RecoveryFormatter.took(row)))
                        .toList();
    }

    private static String lostWrites(@Nullable LedgerResult ledger) {
        if (ledger == null) {
            return "Data loss: not checked.";
        }
        return ledger.lost().count() + " of " + ledger.acknowledged() + " acknowledged writes are lost ("
                + ledger.acknowledgedDuringFault() + " were acknowledged while the fault was on; "
                + ledger.unknown().count() + " could not be looked for"
                + (ledger.foundLate() == 0 ? "" : "; " + LedgerFormatter.foundLate(ledger)) + ")."
                + (ledger.lost().count() <= SHOWN_IDS
                        ? ""
                        : " The first " + SHOWN_IDS + " of them; all are in " + LedgerResult.LOST_FILE
                                + " in the run's folder.");
    }

    private List<FaultRow> faults() {
        List<String> names = FaultNames.of(result.faults());
        List<FaultRow> rows = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            rows.add(fault(names.get(i), result.faults().get(i)));
        }
        return rows;
    }

    private FaultRow fault(String name, FaultRecord fault) {
        List<String> evidence = new ArrayList<>();
        fault.evidence().forEach(one -> evidence.add(one.kind().name().toLowerCase(Locale.ROOT) + ": " + one.text()));
        if (fault.undoProblem() != null) {
            evidence.add("NOT UNDONE: " + fault.undoProblem());
        }
        return new FaultRow(
                name,
                fault.description(),
                offset(fault.injectionRequested()),
                offset(fault.injectionConfirmed()),
                fault.lasting() ? offset(fault.undoRequested()) : "nothing to undo",
                fault.lasting() ? offset(fault.undoConfirmed()) : "nothing to undo",
                evidence);
    }

    private String offset(@Nullable Instant instant) {
        if (instant == null || times == null) {
            return NONE;
        }
        return String.format(
                Locale.ROOT,
                "%.3fs",
                Duration.between(times.firstDue(), instant).toNanos() / 1e9);
    }

    private static String words(Duration duration) {
        return Quantity.time(duration.truncatedTo(ChronoUnit.MILLIS)).toString();
    }
}
