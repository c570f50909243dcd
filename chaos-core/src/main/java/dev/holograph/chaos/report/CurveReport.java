package dev.holograph.chaos.report;

import dev.holograph.chaos.report.Timeline.Band;
import dev.holograph.chaos.report.Timeline.Line;
import dev.holograph.chaos.report.Timeline.Panel;
import dev.holograph.chaos.report.TrendReport.ObjectiveTrend;
import dev.holograph.chaos.report.TrendReport.ValueCell;
import dev.holograph.chaos.run.RunResult;
import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.ObjectiveRole;
import dev.holograph.chaos.scenario.ParameterValue;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.slo.ObjectiveResult;
import dev.holograph.chaos.slo.Result;
import dev.holograph.chaos.slo.RunFinding;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a scenario comes to over the values of one of its parameters: how far it holds, and where it breaks. Only a run that
 * proved something says that an objective holds.
 *
 * @param scenario the name of its file
 * @param parameter over whose values the runs are laid out
 * @param fixed the other values that tell these runs from more of the same scenario, {@code load=10/s}; empty if there are
 *     none
 * @param points in the order of their values
 * @param objectives the SLO, each with its bound; empty where it is not the same in all runs
 * @param sentences between which values each SLO breaks
 * @param timeline the values as a chart: each point is one second of it, phases are verdicts
 */
public record CurveReport(
        String scenario,
        String environment,
        String parameter,
        String fixed,
        List<Point> points,
        List<ObjectiveTrend> objectives,
        List<String> sentences,
        Timeline timeline) {

    private static final String NONE = "–";

    public CurveReport {
        points = List.copyOf(points);
        objectives = List.copyOf(objectives);
        sentences = List.copyOf(sentences);
    }

    /**
     * The last run with one value.
     *
     * @param value of the parameter
     * @param cells the value of each objective, in their order
     */
    public record Point(String value, String started, String run, Result result, List<ValueCell> cells) {

        public Point {
            cells = List.copyOf(cells);
        }
    }

    private record At(ParameterValue value, RunResult run) {}

    /** Whether an objective held in a run. */
    private enum Outcome {
        HOLDS,
        BREAKS,
        UNKNOWN
    }

    /**
     * One for each scenario of which there are runs with two values or more; of one with several parameters that vary, one
     * for each combination of the others. Runs of different environments or load engines are kept apart, and those are
     * left out whose scenario said something else than that of the last run: they are of another experiment.
     */
    public static List<CurveReport> of(List<RunResult> results) {
        Map<String, List<RunResult>> families = new TreeMap<>();
        results.stream()
                .sorted(Comparator.comparing(RunResult::started))
                .filter(run -> varying(run).findAny().isPresent())
                .forEach(run -> families.computeIfAbsent(family(run), name -> new ArrayList<>())
                        .add(run));
        List<CurveReport> curves = new ArrayList<>();
        for (List<RunResult> all : families.values()) {
            String definition = definition(all.get(all.size() - 1));
            List<RunResult> family = all.stream()
                    .filter(run -> definition(run).equals(definition))
                    .toList();
            Optional<String> axis = axis(family);
            axis.ifPresent(name -> groups(family, name).forEach((fixed, points) -> {
                if (points.size() > 1) {
                    curves.add(curve(name, fixed, points));
                }
            }));
        }
        return curves;
    }

    /** What a run is of, but for the values that vary. */
    private static String definition(RunResult run) {
        return run.plan().scenario().definition();
    }

    private static Stream<ParameterValue> varying(RunResult run) {
        return run.plan().scenario().parameters().stream().filter(ParameterValue::varies);
    }

    private static String family(RunResult run) {
        return String.join(
                "\n",
                run.plan().scenario().family(),
                run.plan().environment().name(),
                run.loadEngine(),
                varying(run).map(ParameterValue::name).collect(Collectors.joining(",")));
    }

    /** The first parameter with several values, a number before a text. */
    private static Optional<String> axis(List<RunResult> family) {
        List<ParameterValue> parameters = varying(family.get(0)).toList();
        return parameters.stream()
                .filter(one -> family.stream()
                                .map(run -> same(value(run, one.name())))
                                .distinct()
                                .count()
                        > 1)
                .min(Comparator.comparing(one -> one.quantity() == null))
                .map(ParameterValue::name);
    }

    private static ParameterValue value(RunResult run, String name) {
        return varying(run).filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }

    /** By the other values; of several runs with the same values the last one. */
    private static Map<String, List<At>> groups(List<RunResult> family, String axis) {
        Map<String, Map<Object, At>> groups = new LinkedHashMap<>();
        for (RunResult run : family) {
            String fixed = varying(run)
                    .filter(one -> !one.name().equals(axis))
                    .map(ParameterValue::label)
                    .collect(Collectors.joining(","));
            ParameterValue value = value(run, axis);
            groups.computeIfAbsent(fixed, name -> new LinkedHashMap<>()).put(same(value), new At(value, run));
        }
        Map<String, List<At>> sorted = new LinkedHashMap<>();
        groups.forEach((fixed, points) -> sorted.put(
                fixed,
                points.values().stream()
                        .sorted(Comparator.comparingDouble(CurveReport::number))
                        .toList()));
        return sorted;
    }

    /** Equal for the same value, however it is written: {@code 1s} and {@code 1000ms}. */
    private static Object same(ParameterValue value) {
        Quantity quantity = value.quantity();
        return quantity == null ? value.text() : quantity;
    }

    private static double number(At at) {
        Quantity quantity = at.value().quantity();
        return quantity == null ? 0 : quantity.value();
    }

    private static CurveReport curve(String axis, String fixed, List<At> points) {
        Scenario last = points.get(points.size() - 1).run().plan().scenario();
        int count = points.stream().mapToInt(at -> slo(at.run()).size()).min().orElse(0);
        List<Integer> objectives = IntStream.range(0, count).boxed().toList();
        return new CurveReport(
                last.family(),
                points.get(0).run().plan().environment().name(),
                axis,
                fixed,
                points.stream().map(at -> point(at, objectives)).toList(),
                objectives.stream()
                        .map(i -> new ObjectiveTrend(ObjectiveRole.SLO.key(), name(points, i), bound(points, i)))
                        .toList(),
                objectives.stream().map(i -> sentence(axis, points, i)).toList(),
                timeline(points, objectives));
    }

    private static List<ObjectiveResult> slo(RunResult run) {
        return run.evaluation().objectives().stream()
                .filter(one -> one.role() == ObjectiveRole.SLO)
                .toList();
    }

    /** The same in all runs, or what it has in common where a parameter stands in it. */
    private static String name(List<At> points, int index) {
        List<String> names = points.stream()
                .map(at -> slo(at.run()).get(index).objective().name())
                .distinct()
                .toList();
        Objective first = slo(points.get(0).run()).get(index).objective();
        return names.size() == 1 ? names.get(0) : first.name().replaceFirst("\\s*[<>=].*", "");
    }

    private static String bound(List<At> points, int index) {
        List<String> bounds = points.stream()
                .map(at -> slo(at.run()).get(index))
                .map(one -> one.limit() == null ? "" : quantity(one.limit(), one))
                .distinct()
                .toList();
        return bounds.size() == 1 ? bounds.get(0) : "";
    }

    private static String quantity(double value, ObjectiveResult of) {
        return new Quantity(value, of.objective().indicator().dimension()).toString();
    }

    private static Point point(At at, List<Integer> objectives) {
        RunResult run = at.run();
        List<ValueCell> cells = objectives.stream()
                .map(i -> {
                    Outcome outcome = outcome(run, i);
                    String words = words(slo(run).get(i));
                    return new ValueCell(
                            outcome == Outcome.UNKNOWN ? words + " (not proven)" : words, outcome == Outcome.BREAKS);
                })
                .toList();
        return new Point(
                at.value().text(),
                run.started().truncatedTo(ChronoUnit.SECONDS).toString(),
                run.plan().runId(),
                run.evaluation().result(),
                cells);
    }

    private static String words(ObjectiveResult one) {
        Double value = one.value();
        return value == null ? NONE : quantity(value, one);
    }

    /** A run that proves nothing shows no objective that holds; one that is breached it may show. */
    private static Outcome outcome(RunResult run, int index) {
        ObjectiveResult one = slo(run).get(index);
        if (one.result() == Result.BREACH) {
            return Outcome.BREAKS;
        }
        boolean isProven = run.evaluation().findings().stream()
                .map(RunFinding::result)
                .allMatch(result -> result == Result.PASS || result == Result.WARN || result == Result.BREACH);
        boolean holds = one.isJudged() && (one.result() == Result.PASS || one.result() == Result.WARN);
        return isProven && holds ? Outcome.HOLDS : Outcome.UNKNOWN;
    }

    private static String sentence(String axis, List<At> points, int index) {
        String name = name(points, index);
        List<At> decided = points.stream()
                .filter(at -> outcome(at.run(), index) != Outcome.UNKNOWN)
                .toList();
        List<String> unknown = points.stream()
                .filter(at -> outcome(at.run(), index) == Outcome.UNKNOWN)
                .map(at -> at.value().text())
                .toList();
        String rest =
                unknown.isEmpty() ? "" : " Nothing is proven with " + axis + " " + String.join(", ", unknown) + ".";
        if (decided.isEmpty()) {
            return name + ": nothing is proven with any value.";
        }
        List<String> changes = new ArrayList<>();
        for (int i = 1; i < decided.size(); i++) {
            Outcome before = outcome(decided.get(i - 1).run(), index);
            Outcome after = outcome(decided.get(i).run(), index);
            if (before != after) {
                changes.add((before == Outcome.HOLDS ? "holds" : "does not hold") + " with " + axis + " "
                        + shown(decided.get(i - 1), index) + " and "
                        + (after == Outcome.HOLDS ? "holds" : "does not hold") + " with "
                        + shown(decided.get(i), index));
            }
        }
        if (changes.isEmpty()) {
            boolean holds = outcome(decided.get(0).run(), index) == Outcome.HOLDS;
            At end = decided.get(holds ? decided.size() - 1 : 0);
            return name + (holds ? " holds with every value" : " holds with no value") + " of " + axis
                    + (unknown.isEmpty() ? "" : " that proves something") + (holds ? ", up to " : ", from ")
                    + shown(end, index) + (holds ? ": its limit was not reached." : " on.") + rest;
        }
        return name + " " + String.join(", and ", changes)
                + (changes.size() == 1 ? ": its limit lies between the two." : ": it has no one limit.") + rest;
    }

    private static String shown(At at, int index) {
        String words = words(slo(at.run()).get(index));
        return at.value().text() + (words.equals(NONE) ? "" : " (" + words + ")");
    }

    private static Timeline timeline(List<At> points, List<Integer> objectives) {
        List<Band> verdicts = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            verdicts.add(new Band(points.get(i).run().evaluation().result().words(), i, i + 1));
        }
        return new Timeline(
                points.get(0).run().started(),
                0,
                1,
                points.size(),
                points.size(),
                verdicts,
                List.of(),
                List.of(),
                objectives.stream().map(i -> panel(points, i)).toList());
    }

    /** No value where nothing is proven: a curve must not go through it. */
    private static Panel panel(List<At> points, int index) {
        double[] values = new double[points.size()];
        double[] bounds = new double[points.size()];
        List<Band> broken = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            RunResult run = points.get(i).run();
            ObjectiveResult one = slo(run).get(index);
            Outcome outcome = outcome(run, index);
            values[i] = outcome == Outcome.UNKNOWN ? Double.NaN : orNone(one.value());
            bounds[i] = orNone(one.limit());
            if (outcome == Outcome.BREAKS) {
                broken.add(new Band("", i, i + 1));
            }
        }
        Objective objective = slo(points.get(0).run()).get(index).objective();
        boolean isUpper = objective.comparison().isUpperBound();
        return new Panel(
                name(points, index),
                objective.indicator().dimension(),
                true,
                List.of(new Line("bound", bounds, isUpper), new Line("value", values, !isUpper)),
                List.of(),
                broken);
    }

    private static double orNone(@Nullable Double value) {
        return Objects.requireNonNullElse(value, Double.NaN);
    }
}
