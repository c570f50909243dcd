package dev.holograph.chaos.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds what a scenario asks for but can never show: windows that do not fit, bounds for which its load is too thin. */
public final class Feasibility {

    /** A phase is cut to whole cells of 100 ms at both ends. */
    private static final Duration CUT = Duration.ofMillis(200);

    private final Scenario scenario;
    private final List<Violation> violations = new ArrayList<>();

    private Feasibility(Scenario scenario) {
        this.scenario = scenario;
    }

    /** All that cannot be shown. */
    public static List<Violation> of(Scenario scenario) {
        return new Feasibility(scenario).check();
    }

    /** What each objective and fault shows by itself, however wrong the rest of the file is. */
    public static List<Violation> ofEach(Scenario scenario) {
        Feasibility feasibility = new Feasibility(scenario);
        feasibility.each();
        return List.copyOf(feasibility.violations);
    }

    /**
     * What nobody can check before the run, a sentence each: how many samples of a metric of k6 an objective needs, since
     * only the script knows how often they come.
     */
    public static List<String> needs(Scenario scenario) {
        Feasibility feasibility = new Feasibility(scenario);
        List<String> needs = new ArrayList<>();
        for (ObjectiveRole role : ObjectiveRole.values()) {
            scenario.objectives(role).forEach(one -> feasibility.need(role, one).ifPresent(needs::add));
        }
        return List.copyOf(needs);
    }

    private Optional<String> need(ObjectiveRole role, Objective objective) {
        if (!(objective.indicator() instanceof Indicator.OfMetric metric)
                || !(objective.bound() instanceof Bound.Absolute bound)
                || scenario.probes().stream().anyMatch(probe -> probe.metrics()
                        .contains(metric.metric().name()))) {
            return Optional.empty();
        }
        long needed = metric.neededSamples(objective.comparison(), bound.value().value());
        Duration window = window(objective.span());
        Duration length = window == null ? lengthOf(role, objective.moment()) : window;
        return needed <= 1
                ? Optional.empty()
                : Optional.of(objective.location().file() + ":"
                        + objective.location().line() + ": '" + objective.text()
                        + "' needs " + needed + " samples in " + (window == null ? "the phase" : "each window") + " of "
                        + text(length) + ", which is " + (long) Math.ceil(needed / seconds(length))
                        + " a second: with fewer the run is NOT PROVEN; ask more often in the script, measure for"
                        + " longer, or take a bound that needs fewer");
    }

    private List<Violation> check() {
        for (ObjectiveRole role : ObjectiveRole.values()) {
            scenario.objectives(role).forEach(objective -> windowAndSamples(role, objective));
        }
        for (ObjectiveRole all : List.of(ObjectiveRole.STEADY_STATE, ObjectiveRole.EFFECT, ObjectiveRole.SLO)) {
            violations.addAll(Contradictions.of(scenario.objectives(all)));
        }
        scenario.slo().forEach(this::atEnd);
        each();
        scenario.loads().forEach(this::ramp);
        names();
        return List.copyOf(violations);
    }

    /** What objectives show by themselves where not even the phases are known. */
    public static List<Violation> ofObjectives(Stream<Objective> objectives) {
        return objectives.map(NeverBroken::of).flatMap(Optional::stream).toList();
    }

    private void each() {
        violations.addAll(ofObjectives(Stream.of(ObjectiveRole.STEADY_STATE, ObjectiveRole.EFFECT, ObjectiveRole.SLO)
                .flatMap(all -> scenario.objectives(all).stream())));
        scenario.faults().forEach(this::times);
    }

    private void windowAndSamples(ObjectiveRole role, Objective objective) {
        if (objective.moment() instanceof EvaluationPhase.AtEnd) {
            return;
        }
        if (objective.indicator().isOfRequests() && !scenario.countsRequests()) {
            wrong(
                    objective,
                    "'" + objective.text() + "' needs requests with a due time, and no load here has any",
                    scenario.observesLoad()
                            ? "take what k6 measures, such as p95(http_req_duration) or fraction(http_req_failed), or"
                                    + " give the load a profile beside its script"
                            : "take what a probe hears, such as fraction(front_ok) for a probe named front");
            return;
        }
        Violation unknown = objective.indicator().requests().violation(objective.location(), scenario.loads());
        if (unknown != null) {
            violations.add(unknown);
            return;
        }
        Duration phase = lengthOf(role, objective.moment());
        Duration window = window(objective.span());
        if (window != null && window.compareTo(phase) > 0) {
            wrong(
                    objective,
                    "a window of " + text(window) + " does not fit into the " + text(phase)
                            + " in which it is measured",
                    null);
            return;
        }
        if (window == null && phase.compareTo(CUT) <= 0) {
            wrong(
                    objective,
                    "a phase of " + text(phase) + " is too short to measure anything in it",
                    "give it 1s or more");
            return;
        }
        if (neverReached(objective)) {
            return;
        }
        enoughSamples(
                objective, window == null ? phase.minus(CUT) : window, window == null ? "the phase" : "each window");
        if (objective.bound() instanceof Bound.Relative) {
            enoughSamples(objective, scenario.duration().baseline().minus(CUT), "the baseline");
        }
    }

    /** Whether more answers are wanted than requests are due, which is noted. */
    private boolean neverReached(Objective objective) {
        Double rate =
                objective.indicator() instanceof Indicator.Throughput throughput ? rate(throughput.requests()) : null;
        if (rate == null
                || objective.comparison().isUpperBound()
                || !(objective.bound() instanceof Bound.Absolute bound)
                || bound.value().value() <= rate) {
            return false;
        }
        wrong(
                objective,
                "'" + objective.text() + "' never holds: this load brings " + new Quantity(rate, Dimension.RATE),
                "raise the rate, or take a lower bound");
        return true;
    }

    private void enoughSamples(Objective objective, Duration length, String where) {
        long needed = neededSamples(objective);
        if (objective.indicator() instanceof Indicator.OfMetric metric) {
            enoughAnswers(objective, metric, length, where);
            return;
        }
        RequestSelection requests = objective.indicator().requests();
        Double rate = rate(requests);
        // The kinds of a mix come in turns, so that some windows have a few less than their share.
        int astray = scenario.loads().stream().anyMatch(requests::isPartOf) ? RequestMix.ASTRAY : 0;
        boolean isUnknown = requests.violation(objective.location(), scenario.loads()) != null;
        if (isUnknown || rate == null || rate * seconds(length) >= needed + astray) {
            return;
        }
        double share = scenario.loads().stream()
                .mapToDouble(requests::shareOf)
                .filter(one -> one > 0)
                .min()
                .orElse(1);
        double neededRate = Math.ceil((needed + astray) / seconds(length) / share);
        wrong(
                objective,
                "'" + objective.text() + "' needs " + needed + " requests in " + where + ", and this load brings "
                        + Math.max(0, (long) (rate * seconds(length)) - astray) + " in " + text(length)
                        + (requests.isAll() ? "" : " of " + requests),
                "raise the rate to " + (long) neededRate + "/s, measure for longer, or take a bound that needs fewer");
    }

    /** How often a probe queries is in the scenario; how often a metric of k6 comes is not. */
    private void enoughAnswers(Objective objective, Indicator.OfMetric metric, Duration length, String where) {
        if (!(objective.bound() instanceof Bound.Absolute bound)) {
            return;
        }
        long needed = metric.neededSamples(objective.comparison(), bound.value().value());
        for (Probe probe : scenario.probes()) {
            long asked = length.toNanos() / probe.every().toNanos();
            if (probe.metrics().contains(metric.metric().name()) && asked < needed) {
                wrong(
                        objective,
                        "'" + objective.text() + "' needs " + needed + " answers in " + where
                                + ", and the probe queries " + asked + " times in " + text(length),
                        "query at least every "
                                + Quantity.time(Duration.ofMillis(length.toMillis() / needed))
                                + ", measure for longer, or take a bound that needs fewer");
            }
        }
    }

    private static long neededSamples(Objective objective) {
        if (objective.indicator() instanceof Indicator.Percentile percentile) {
            return percentile.neededSamples();
        }
        boolean isShare = objective.indicator() instanceof Indicator.ErrorRate
                && objective.comparison().isUpperBound()
                && objective.bound() instanceof Bound.Absolute;
        double bound = isShare ? ((Bound.Absolute) objective.bound()).value().value() : 0;
        return bound > 0 ? Indicator.ErrorRate.neededSamples(bound) : 1;
    }

    private void atEnd(Objective objective) {
        if (objective.indicator() instanceof Indicator.LostWrites) {
            lostWrites(objective);
        } else if (objective.indicator() instanceof Indicator.RecoveryTime
                && objective.bound() instanceof Bound.Absolute bound) {
            recoveryTime(objective, bound.value().toDuration());
        }
    }

    private void lostWrites(Objective objective) {
        if (scenario.ledger() == null) {
            wrong(
                    objective,
                    "lost_writes needs a ledger",
                    "say where writes are looked for: ledger: { find: { http: \"GET /frames/{id}\", target: renderer } }");
        }
        boolean acknowledges = scenario.loads().stream().anyMatch(load -> acknowledges(load.profile()));
        if (!acknowledges) {
            wrong(objective, "lost_writes needs a load whose answers acknowledge", "add `id: /json/pointer` to http:");
        }
    }

    /** A script of its own may record chaos_acked, or not. */
    private static boolean acknowledges(Profile profile) {
        return profile.kinds().isEmpty() || profile.kinds().stream().anyMatch(kind -> kind.id() != null);
    }

    private void recoveryTime(Objective objective, Duration bound) {
        Duration proof = scenario.recovery().proof();
        List<FaultSchedule.Episode> episodes = FaultSchedule.of(scenario);
        for (int i = 0; i + 1 < episodes.size(); i++) {
            between(objective, bound, episodes.get(i), episodes.get(i + 1));
        }
        Duration room = episodes.isEmpty()
                ? scenario.duration().recovery()
                : episodes.get(episodes.size() - 1).rest();
        if (bound.plus(proof).compareTo(room) > 0) {
            wrong(
                    objective,
                    "recovery within " + text(bound) + " cannot be shown: after it the system must stay healthy for "
                            + text(proof) + ", and there are " + text(room),
                    "make the recovery phase at least "
                            + text(bound.plus(proof)
                                    .minus(room)
                                    .plus(scenario.duration().recovery())));
        }
        scenario.steadyState()
                .forEach(steady -> enoughSamples(steady, scenario.recovery().over(), "each window of recovery"));
    }

    /** A system that is still sick when the next fault comes would be neither in time nor too late. */
    private void between(
            Objective objective, Duration bound, FaultSchedule.Episode episode, FaultSchedule.Episode next) {
        Duration proof = scenario.recovery().proof();
        Duration needed = bound.plus(proof);
        if (needed.compareTo(episode.rest()) > 0) {
            wrong(
                    objective,
                    "recovery within " + text(bound) + " cannot be shown between fault '"
                            + episode.faults().get(episode.faults().size() - 1).name() + "', over at "
                            + text(episode.over()) + ", and fault '"
                            + next.faults().get(0).name() + "' at " + text(episode.until())
                            + ": after it the system must stay healthy for " + text(proof) + ", and there are "
                            + text(episode.rest()),
                    "leave " + text(needed) + " or more between them; or less than " + text(proof)
                            + ", and recovery is only looked for after both");
        }
    }

    private void times(FaultStep step) {
        Duration phase = scenario.duration().fault();
        Duration end = step.length() == null ? step.at() : step.at().plus(step.length());
        if (step.at().compareTo(phase) >= 0 || end.compareTo(phase) > 0) {
            violations.add(Violation.of(
                    step.location(),
                    "fault '" + step.name() + "' lies outside the fault phase, which lasts " + text(phase)));
        }
    }

    /** Samples, bounds and baselines are of one rate. */
    private void ramp(Load load) {
        Duration warmup = scenario.duration().warmup();
        Duration length =
                load.arrivals() instanceof ArrivalModel.Open open ? open.ramp().length() : Duration.ZERO;
        if (length.compareTo(warmup) > 0) {
            violations.add(Violation.of(
                            load.location(),
                            "the stages of load '" + load.name() + "' take " + text(length) + ", and the warm-up "
                                    + text(warmup)
                                    + ": from the baseline on a load has one rate, by which a bound is proven")
                    .withHint("make the warm-up " + text(length) + " or longer, or the stages shorter"));
        }
    }

    private void names() {
        Set<String> seen = new HashSet<>();
        for (FaultStep step : scenario.faults()) {
            if (!seen.add(step.name())) {
                violations.add(Violation.of(step.location(), "two faults are named '" + step.name() + "'")
                        .withHint("give each a name:"));
            }
        }
    }

    private Duration lengthOf(ObjectiveRole role, EvaluationPhase moment) {
        if (moment instanceof EvaluationPhase.DuringFault during) {
            return FaultSchedule.shortest(scenario, during.fault());
        }
        Duration phase = moment instanceof EvaluationPhase.During during
                ? scenario.duration().of(during.phase())
                : scenario.duration().fault();
        // An effect must show while each of the faults is on, and in no gap between them.
        return role != ObjectiveRole.EFFECT
                ? phase
                : scenario.faults().stream()
                        .map(step -> FaultSchedule.shortest(scenario, step.name()))
                        .min(Comparator.naturalOrder())
                        .orElse(phase);
    }

    private static @Nullable Duration window(WindowRule span) {
        return span instanceof WindowRule.Every every
                ? every.window()
                : span instanceof WindowRule.Any any ? any.window() : null;
    }

    /** Planned rate of these requests; {@code null} where a closed model makes it depend on the system. */
    private @Nullable Double rate(RequestSelection requests) {
        double sum = 0;
        for (Load load : scenario.loads()) {
            double share = requests.shareOf(load);
            if (requests.isAll() || share > 0) {
                if (!(load.arrivals() instanceof ArrivalModel.Open open)) {
                    return null;
                }
                sum += share * open.perSecond();
            }
        }
        return sum;
    }

    private void wrong(Objective objective, String found, @Nullable String hint) {
        Violation violation = Violation.of(objective.location(), found);
        violations.add(hint == null ? violation : violation.withHint(hint));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static String text(Duration duration) {
        return Quantity.time(duration).toString();
    }
}
