package dev.holograph.chaos.report;

import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.report.DetailedReport.Command;
import dev.holograph.chaos.report.DetailedReport.Figure;
import dev.holograph.chaos.report.DetailedReport.FindingRow;
import dev.holograph.chaos.report.DetailedReport.JournalRow;
import dev.holograph.chaos.report.DetailedReport.ObjectiveDetail;
import dev.holograph.chaos.run.JournalEntry;
import dev.holograph.chaos.run.RunResult;
import dev.holograph.chaos.scenario.Phase;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.slo.EpisodeRecovery;
import dev.holograph.chaos.slo.Finding;
import dev.holograph.chaos.slo.FindingFormatter;
import dev.holograph.chaos.slo.LedgerResult;
import dev.holograph.chaos.slo.MarginFormatter;
import dev.holograph.chaos.slo.ObjectiveResult;
import dev.holograph.chaos.slo.RecoveryFormatter;
import dev.holograph.chaos.slo.Result;
import dev.holograph.chaos.slo.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts a run's result into all that a detailed report shows. */
public final class DetailedReportBuilder {

    /** Where the plugin looks for an environment if none is named. */
    private static final String LOCAL = "local";

    /** What a shell takes as it is. */
    private static final Pattern PLAIN_WORD = Pattern.compile("[A-Za-z0-9._/-]+");

    private static final Pattern PLAIN_NUMBER = Pattern.compile("[0-9]+");
    private static final String NONE = "–";

    private final RunResult result;
    private final List<JournalEntry> journal;

    private DetailedReportBuilder(RunResult result, List<JournalEntry> journal) {
        this.result = result;
        this.journal = journal;
    }

    /**
     * Builds the report of a run beside those before it.
     *
     * @param history as that of {@link ReportBuilder#of(RunResult, List, int)}
     * @param most how many earlier runs it is compared with
     * @param journal of the run
     */
    public static DetailedReport of(RunResult result, List<PastRun> history, int most, List<JournalEntry> journal) {
        return new DetailedReportBuilder(result, journal).build(Trend.of(result, history, most));
    }

    private DetailedReport build(Trend trend) {
        List<Series.Second> seconds = result.series().seconds();
        List<Finding> decisive = result.verdict().result() == Result.PASS
                ? List.of()
                : result.verdict().decisive();
        ReportModel report = ReportBuilder.of(result, trend, seconds);
        return new DetailedReport(
                report,
                result.evaluation().result(),
                decisive.stream().map(DetailedReportBuilder::row).toList(),
                result.verdict().findings().stream()
                        .filter(finding -> !decisive.contains(finding))
                        .map(DetailedReportBuilder::row)
                        .toList(),
                figures(report),
                TimelineBuilder.of(result, seconds),
                result.evaluation().objectives().stream().map(this::objective).toList(),
                journal.stream().map(this::row).toList(),
                again());
    }

    private static FindingRow row(Finding finding) {
        return new FindingRow(finding.result(), finding.sentence());
    }

    private List<Figure> figures(ReportModel report) {
        List<Figure> figures = new ArrayList<>();
        List<ObjectiveResult> all = result.evaluation().objectives();
        long judged = all.stream().filter(ObjectiveResult::isJudged).count();
        long held = all.stream()
                .filter(one -> one.isJudged() && one.result().compareTo(Result.WARN) <= 0)
                .count();
        figures.add(new Figure(
                "Objectives that hold",
                Long.toString(held),
                "of " + all.size() + (judged < all.size() ? "; " + (all.size() - judged) + " not judged" : ""),
                held < judged));
        report.phases().stream()
                .filter(row -> row.phase().equals("fault")
                        && PLAIN_NUMBER.matcher(row.requests()).matches())
                .findFirst()
                .ifPresent(row -> figures.add(new Figure(
                        "Failed under the fault", row.errors(), "of " + row.requests() + " requests", false)));
        slowest(result.evaluation().recoveries())
                .ifPresent(slowest -> figures.add(
                        new Figure("Healthy again", RecoveryFormatter.healthy(slowest), "", slowest.took() == null)));
        LedgerResult ledger = result.ledger();
        figures.add(
                ledger == null
                        ? new Figure("Lost writes", NONE, "not checked", false)
                        : new Figure(
                                "Lost writes",
                                Integer.toString(ledger.lost().count()),
                                "of " + ledger.acknowledged() + " acknowledged",
                                ledger.lost().count() > 0));
        return figures;
    }

    /** One that was not seen is slower than all others. */
    private static Optional<EpisodeRecovery> slowest(List<EpisodeRecovery> recoveries) {
        return recoveries.stream()
                .max(Comparator.comparing(EpisodeRecovery::took, Comparator.nullsLast(Comparator.naturalOrder())));
    }

    private ObjectiveDetail objective(ObjectiveResult one) {
        Finding finding = FindingFormatter.finding(result.evaluation(), one);
        Double distance = one.distance();
        String name = one.objective().name();
        String text = one.objective().text();
        return new ObjectiveDetail(
                one.role().key(),
                name,
                text.equals(name) ? "" : text,
                finding.bound() == null ? "" : finding.bound(),
                finding.measured() == null ? "" : finding.measured(),
                one.isJudged() ? finding.when() : "",
                distance == null
                        ? ""
                        : new Quantity(distance, one.objective().indicator().dimension()).toString(),
                MarginFormatter.interval(one),
                value(one, Phase.BASELINE),
                value(one, Phase.FAULT),
                value(one, Phase.RECOVERY),
                one.result(),
                one.isJudged() ? ReportBuilder.words(one.result(), one.role()) : "not judged",
                one.isJudged(),
                !one.isJudged() || one.result() == Result.PASS);
    }

    private static String value(ObjectiveResult result, Phase phase) {
        return FindingFormatter.value(result.objective(), result.perPhase().get(phase));
    }

    private JournalRow row(JournalEntry entry) {
        return new JournalRow(
                offset(entry.at()),
                entry.event().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                entry.subject(),
                entry.event() == JournalEntry.Event.RUN_STARTED ? "" : details(entry.data()));
    }

    /** Without the undo recipe, which is the driver's own business. */
    private static String details(Map<String, String> data) {
        return new TreeMap<>(data)
                .entrySet().stream()
                        .filter(one -> !one.getKey().startsWith(JournalEntry.RECIPE))
                        .map(one -> one.getKey() + ": " + one.getValue())
                        .collect(Collectors.joining("; "));
    }

    private String offset(Instant instant) {
        if (result.times() == null) {
            return instant.toString();
        }
        double seconds = Duration.between(result.times().firstDue(), instant).toNanos() / 1e9;
        return String.format(Locale.ROOT, "%.3f s", seconds);
    }

    private List<Command> again() {
        Plan plan = result.plan();
        List<Command> commands = new ArrayList<>();
        commands.add(new Command(
                "Run it again with the same random choices",
                "mvn chaos:run " + selection(plan) + " -Dchaos.seed=" + plan.seed()));
        commands.add(new Command(
                "Write this report again from the run's files", "mvn chaos:report -Dchaos.run=" + word(plan.runId())));
        return commands;
    }

    private static String selection(Plan plan) {
        String environment = plan.environment().name();
        String load = plan.environment().loadDriver();
        return "-Dscenario=" + word(plan.scenario().name())
                + (environment.equals(LOCAL) ? "" : " -Dchaos.environment=" + word(environment))
                + (load.equals(Environment.AUTO) ? "" : " -Dchaos.load=" + word(load));
    }

    /** As a POSIX shell takes it for one word. */
    private static String word(@Nullable String text) {
        return text == null || PLAIN_WORD.matcher(text).matches()
                ? String.valueOf(text)
                : "'" + text.replace("'", "'\\''") + "'";
    }
}
