package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Bound;
import dev.holograph.chaos.scenario.EvaluationPhase;
import dev.holograph.chaos.scenario.Indicator;
import dev.holograph.chaos.scenario.Metric;
import dev.holograph.chaos.scenario.NearestName;
import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.ObjectiveRole;
import dev.holograph.chaos.scenario.Probe;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.scenario.WindowRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts typed results into English. A report in another language has a formatter of its own and needs nothing else. */
public final class FindingFormatter {

    /** The subject of findings about the test bench. */
    static final String LOAD = "load generator";

    private final Evaluation evaluation;

    private FindingFormatter(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** Everything that bears on the verdict. */
    public static List<Finding> findings(Evaluation evaluation) {
        FindingFormatter formatter = new FindingFormatter(evaluation);
        return evaluation.findings().stream().map(formatter::finding).toList();
    }

    /** One objective's result; of one that was not judged, that it was not. */
    public static Finding finding(Evaluation evaluation, ObjectiveResult result) {
        return new FindingFormatter(evaluation).objective(result);
    }

    private Finding finding(RunFinding finding) {
        if (finding instanceof RunFinding.Note note) {
            return note.finding();
        }
        if (finding instanceof ObjectiveResult result) {
            return objective(result);
        }
        if (finding instanceof FaultEvidence evidence) {
            return Finding.note(finding.result(), "effect", FaultFindingFormatter.sentence(evidence));
        }
        if (finding instanceof LoadFinding load) {
            return Finding.note(finding.result(), LOAD, LoadFindingFormatter.sentence(load));
        }
        if (finding instanceof RunFinding.NotSteadyAtEnd lost) {
            return Finding.note(
                    finding.result(),
                    "steady state",
                    "the system was not healthy again by the end: " + unsteady(lost.unsteady()));
        }
        if (finding instanceof RunFinding.NotBack broken) {
            return Finding.note(
                    finding.result(),
                    "fault " + broken.fault(),
                    "what the fault broke was not back at the end of the run: " + broken.what());
        }
        if (finding instanceof RunFinding.UnreadTraffic unread) {
            return Finding.note(finding.result(), "effect", FaultFindingFormatter.sentence(unread));
        }
        if (finding instanceof RunFinding.UnjudgedFailure failure) {
            return Finding.note(finding.result(), "requests", RequestsFindingFormatter.sentence(failure, this::when));
        }
        if (finding instanceof RunFinding.SilentProbe silent) {
            return Finding.note(finding.result(), "probe", silent(silent));
        }
        return Finding.note(finding.result(), "effect", "no fault was injected");
    }

    private static String silent(RunFinding.SilentProbe silent) {
        return "probe '" + silent.probe() + "' had a value of " + silent.metric() + " in " + silent.told() + " of "
                + silent.queries() + " queries (" + word(silent.moment(), "")
                + "): what it was the rest of the time nobody knows; add fraction(" + silent.probe() + Probe.OK
                + ") to slo to say how often it may fail";
    }

    private String when(Window window) {
        Instant firstDue = evaluation.firstDue();
        return firstDue == null ? "" : " from " + offset(firstDue, window) + " to " + offset(firstDue, window.to());
    }

    private Finding objective(ObjectiveResult result) {
        Objective objective = result.objective();
        String limit = bound(objective, result.bound(), result.limit());
        return switch (result.status()) {
            case NOT_JUDGED ->
                new Finding(
                        result.result(),
                        result.role(),
                        objective.name(),
                        "",
                        limit,
                        null,
                        objective.name() + ": not judged, the run did not get there");
            case NEVER_REACHED ->
                new Finding(
                        result.result(),
                        result.role(),
                        objective.name(),
                        moment(objective),
                        limit,
                        null,
                        objective.name() + ": the run never came to " + moment(objective));
            default ->
                objective.indicator() instanceof Indicator.RecoveryTime
                        ? recovery(result, limit)
                        : objective.indicator() instanceof Indicator.LostWrites
                                ? lostWrites(result, limit)
                                : windows(result, limit);
        };
    }

    private Finding windows(ObjectiveResult result, String limit) {
        Objective objective = result.objective();
        String measured = value(objective, result.value());
        Instant firstDue = evaluation.firstDue();
        String when = moment(objective, result.fault())
                + (objective.span() instanceof WindowRule.Whole || firstDue == null
                        ? ""
                        : ", worst window from " + offset(firstDue, result.window()));
        Margin margin = result.margin();
        return new Finding(
                result.result(),
                result.role(),
                objective.name(),
                when,
                limit,
                measured.isEmpty() ? null : measured,
                sentence(result.result(), result.role(), objective, limit, measured, when, result.measurement())
                        + (result.neverCame() ? neverCame(objective, evaluation.metrics()) : "")
                        + FaultFindingFormatter.whatDriversSaw(result, evaluation.faults())
                        + (margin == null
                                ? ""
                                : MarginFormatter.margin(
                                        margin, objective.indicator().dimension())));
    }

    private Finding recovery(ObjectiveResult result, String limit) {
        EpisodeRecovery worst = Objects.requireNonNull(result.episode(), "episode");
        return new Finding(
                result.result(),
                result.role(),
                result.objective().name(),
                "the end",
                limit,
                RecoveryFormatter.took(worst),
                result.objective().name() + ": the system " + RecoveryFormatter.recovery(worst)
                        + (result.result() == Result.NOT_PROVEN ? RecoveryFormatter.doubt(worst) : "")
                        + (result.result() == Result.BREACH ? ", wanted " + limit : "")
                        + otherRecoveries(worst)
                        + whyNotHealthy(worst));
    }

    /** Which objectives did not hold, where and by how much; empty where the system was seen to be healthy again. */
    private String whyNotHealthy(EpisodeRecovery episode) {
        if (episode.unsteady().isEmpty()) {
            return "";
        }
        Instant firstHealthy = episode.firstHealthy();
        Instant firstDue = evaluation.firstDue();
        return "; "
                + episode.unsteady().stream().map(this::unsteady).collect(Collectors.joining("; "))
                + (firstHealthy == null || firstDue == null
                        ? "; healthy in no window"
                        : "; first healthy in the window from " + offset(firstDue, Window.micros(firstHealthy)));
    }

    private String unsteady(UnsteadyObjective unsteady) {
        Objective objective = unsteady.objective();
        WindowResult last = unsteady.last();
        Instant firstDue = evaluation.firstDue();
        String bound = bound(objective, objective.bound(), unsteady.limit());
        String found =
                switch (last.status()) {
                    case NO_DATA, NOTHING_DUE -> "nothing to measure";
                    case TOO_FEW -> last.samples() + " samples, " + last.needed() + " are needed";
                    default -> value(objective, last.value()) + ", wanted " + bound;
                };
        String many = unsteady.of() == 1
                ? ""
                : " in " + unsteady.windows() + " of " + unsteady.of() + " windows of "
                        + Quantity.time(
                                Duration.ofMillis(Math.round(last.window().seconds() * 1000))) + ", last";
        String where = firstDue == null
                ? ""
                : " from " + offset(firstDue, last.window()) + " to "
                        + offset(firstDue, last.window().to());
        return objective.name() + " did not hold" + many + where + " (" + found + ")";
    }

    /** What became of each, where there is more than one to ask after. */
    private String otherRecoveries(EpisodeRecovery worst) {
        return evaluation.recoveries().size() == 1
                ? ""
                : " (after " + RecoveryFormatter.faults(worst) + "); each: "
                        + evaluation.recoveries().stream()
                                .map(one ->
                                        "after " + RecoveryFormatter.faults(one) + " " + RecoveryFormatter.took(one))
                                .collect(Collectors.joining(", "));
    }

    private Finding lostWrites(ObjectiveResult result, String limit) {
        LedgerResult ledger = evaluation.ledger();
        return new Finding(
                result.result(),
                result.role(),
                result.objective().name(),
                "the end",
                limit,
                ledger == null ? null : Integer.toString(ledger.lost().count()),
                result.objective().name() + ": " + LedgerFormatter.lostWrites(result, limit, ledger));
    }

    /** A value in the indicator's unit as a person reads it; empty where nothing was measured. */
    public static String value(Objective objective, @Nullable Double value) {
        return value == null ? "" : new Quantity(value, objective.indicator().dimension()).toString();
    }

    static String moment(Objective objective) {
        return moment(objective, "");
    }

    private static String word(EvaluationPhase moment, String fault) {
        return moment instanceof EvaluationPhase.During during
                ? during.phase().word() + (fault.isEmpty() ? "" : ", " + fault)
                : moment instanceof EvaluationPhase.DuringFault during
                        ? (fault.isEmpty() ? during.fault() : fault)
                        : "the end";
    }

    /**
     * When it is looked at: the phase, and the windows where its name does not say them already.
     *
     * @param fault which of the faults it is about; empty where that is no question
     */
    static String moment(Objective objective, String fault) {
        EvaluationPhase moment = objective.moment();
        String when = word(moment, fault);
        if (objective.givenName().isEmpty()) {
            return when;
        }
        WindowRule span = objective.span();
        return span instanceof WindowRule.Every every
                ? when + ", in every " + Quantity.time(every.window())
                : span instanceof WindowRule.Any any ? when + ", in any " + Quantity.time(any.window()) : when;
    }

    static String bound(Objective objective, Bound bound, @Nullable Double limit) {
        String symbol = objective.comparison().symbol() + " ";
        if (bound instanceof Bound.Absolute absolute) {
            return symbol + absolute.value();
        }
        return symbol
                + (limit == null
                        ? "a bound relative to the baseline"
                        : new Quantity(limit, objective.indicator().dimension()) + " (relative to the baseline)");
    }

    static String sentence(
            Result result,
            ObjectiveRole role,
            Objective objective,
            String bound,
            String measured,
            String when,
            WindowResult found) {
        String what = objective.name() + " (" + when + ")";
        return switch (found.status()) {
            case NOTHING_DUE ->
                what
                        + (objective.indicator() instanceof Indicator.OfMetric
                                ? ": there is no sample"
                                : ": nothing was due");
            case HOLDS -> what + " holds: " + measured;
            case TOO_FEW ->
                what + ": " + found.samples() + " samples are too few to decide, " + found.needed() + " are needed";
            case NO_DATA ->
                what
                        + (objective.indicator() instanceof Indicator.OfMetric
                                ? ": there is no sample"
                                : ": requests were due, and not one of them gave a sample");
            case NO_BASELINE -> what + ": the baseline has too few samples for a bound that is relative to it";
            case CENSORED_BASELINE ->
                what + ": answers take so long that too much of the baseline was still open when the fault came, so the"
                        + " bound that is relative to it is too low; use a baseline of at least 20 times the p99"
                        + " latency";
            case ZERO_BASELINE ->
                what + ": the baseline is 0, and so is a bound that is relative to it; give it a floor, as in max(2x"
                        + " baseline, " + floor(objective) + ")";
            case UNDECIDED -> what + ": requests that were given up before the bound decide it";
            case NEVER_REACHED, NOT_JUDGED -> what + ": not judged";
            case BREACHED ->
                switch (role) {
                    case STEADY_STATE -> what + ": the system was not healthy before the fault: " + measured;
                    case EFFECT -> what + ": the fault did not bite: " + measured;
                    case SLO, ABORT_IF ->
                        what + (result == Result.WARN ? " is near its bound: " : " does not hold: ") + measured
                                + ", wanted " + bound;
                };
        };
    }

    /** What follows where an objective's metric had no sample in the whole run. */
    static String neverCame(Objective objective, List<String> names) {
        return objective.indicator() instanceof Indicator.OfMetric indicator
                ? neverCame(indicator.metric(), names)
                : "";
    }

    private static String neverCame(Metric metric, List<String> names) {
        if (names.contains(metric.name())) {
            return " in the whole run: '" + metric.name() + "' came, but never as " + metric
                    + metric.misspelt(names)
                            .map(nearest -> "; did you mean '" + nearest + "'?")
                            .orElse("");
        }
        return " in the whole run: the metric '" + metric.name() + "' never came"
                + NearestName.to(metric.name(), names)
                        .map(nearest -> "; did you mean '" + nearest + "'?")
                        .orElse("")
                + (names.isEmpty() ? ", and no other did" : "; these came: " + String.join(", ", names));
    }

    /** Where a window begins, counted from the first request. */
    private static String floor(Objective objective) {
        return switch (objective.indicator().dimension()) {
            case RATIO -> "1%";
            case RATE -> "1/s";
            case TIME -> "50ms";
            default -> "10";
        };
    }

    private static String offset(Instant firstDue, Window window) {
        return offset(firstDue, window.from());
    }

    private static String offset(Instant firstDue, long micros) {
        return String.format(Locale.ROOT, "%.1fs", (micros - Window.micros(firstDue)) / 1e6);
    }
}
