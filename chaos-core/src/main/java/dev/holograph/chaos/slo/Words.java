package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Arrivals;
import dev.holograph.chaos.scenario.Bound;
import dev.holograph.chaos.scenario.Indicator;
import dev.holograph.chaos.scenario.Metric;
import dev.holograph.chaos.scenario.Moment;
import dev.holograph.chaos.scenario.NearestName;
import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.ObjectiveRole;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Span;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How findings are told. */
final class Words {

    private Words() {}

    static String moment(Objective objective) {
        return moment(objective, "");
    }

    /** @param fault which of the faults it is about; empty where that is no question */
    static String moment(Objective objective, String fault) {
        Moment moment = objective.moment();
        String when = moment instanceof Moment.During during
                ? during.phase().word() + (fault.isEmpty() ? "" : ", " + fault)
                : moment instanceof Moment.DuringFault during ? (fault.isEmpty() ? during.fault() : fault) : "the end";
        Span span = objective.span();
        return span instanceof Span.Every every
                ? when + ", in every " + Quantity.time(every.window())
                : span instanceof Span.Any any ? when + ", in any " + Quantity.time(any.window()) : when;
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
            Measurement found) {
        String what = objective.name() + " (" + when + ")";
        return switch (found.status()) {
            case NOTHING_DUE -> what + ": nothing was due";
            case HOLDS -> what + " holds: " + measured;
            case TOO_FEW ->
                what + ": " + found.samples() + " samples are too few to tell, " + found.needed() + " are needed";
            case NO_DATA ->
                what
                        + (objective.indicator() instanceof Indicator.OfMetric
                                ? ": there is no sample"
                                : ": requests were due, and not one of them gave a sample");
            case NO_BASELINE -> what + ": the baseline has too few samples for a bound that is relative to it";
            case UNDECIDED -> what + ": requests that were given up before the bound decide it";
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

    /** What follows where a metric had no sample in the whole run. */
    static String neverCame(Metric metric, List<String> names) {
        if (names.contains(metric.name())) {
            return " in the whole run: '" + metric.name() + "' came, but never as " + metric;
        }
        return " in the whole run: the metric '" + metric.name() + "' never came"
                + NearestName.to(metric.name(), names)
                        .map(nearest -> "; did you mean '" + nearest + "'?")
                        .orElse("")
                + (names.isEmpty() ? ", and no other did" : "; these came: " + String.join(", ", names));
    }

    static String seconds(Window window) {
        return String.format(Locale.ROOT, "%.1f", window.seconds());
    }

    /** Where a window begins, counted from the first request. */
    static String offset(RunTimes times, Window window) {
        return String.format(Locale.ROOT, "%.1fs", (window.from() - Window.micros(times.firstDue())) / 1e6);
    }

    /** Requests each second that open loads plan; 0 where a closed load makes its own pace. */
    static double plannedRate(Scenario scenario) {
        double rate = 0;
        for (var load : scenario.loads()) {
            if (load.arrivals() instanceof Arrivals.Open open) {
                rate += open.perSecond();
            }
        }
        return rate;
    }
}
