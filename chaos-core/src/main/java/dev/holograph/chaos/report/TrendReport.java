package dev.holograph.chaos.report;

import dev.holograph.chaos.report.PastRun.Value;
import dev.holograph.chaos.report.Timeline.Band;
import dev.holograph.chaos.report.Timeline.Line;
import dev.holograph.chaos.report.Timeline.Panel;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.slo.Result;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All runs of one scenario in one environment that a history holds. It needs nothing else: the runs' own files may be gone.
 *
 * @param runs oldest first
 * @param objectives each that any of the runs had
 * @param changes what is different since the last green run, in sentences
 * @param timeline the runs as a chart: each run is one second of it; phases are verdicts
 */
public record TrendReport(
        String scenario,
        String environment,
        List<RunRow> runs,
        List<ObjectiveTrend> objectives,
        List<String> changes,
        Timeline timeline) {

    private static final String NONE = "–";
    private static final int HASH = 10;

    public TrendReport {
        runs = List.copyOf(runs);
        objectives = List.copyOf(objectives);
        changes = List.copyOf(changes);
    }

    /**
     * One run.
     *
     * @param values of each objective, in their order; a dash where there is none
     */
    public record RunRow(
            String started, String run, Result result, String loadEngine, String commit, List<ValueCell> values) {

        public RunRow {
            values = List.copyOf(values);
        }
    }

    /** A value in words, and whether it is on the wrong side of its bound. */
    public record ValueCell(String text, boolean isBeyond) {}

    /** @param bound of the last run that knows it; empty if none does */
    public record ObjectiveTrend(String role, String name, String bound) {}

    /** One for each scenario and environment, by their names. */
    public static List<TrendReport> of(List<PastRun> history) {
        Map<String, List<PastRun>> groups = new TreeMap<>();
        history.stream()
                .sorted(Comparator.comparing(PastRun::started).thenComparing(PastRun::run))
                .forEach(run -> groups.computeIfAbsent(
                                run.scenario() + "\n" + run.environment(), name -> new ArrayList<>())
                        .add(run));
        return groups.values().stream().map(TrendReport::ofGroup).toList();
    }

    private static TrendReport ofGroup(List<PastRun> runs) {
        Map<String, Value> objectives = new LinkedHashMap<>();
        for (PastRun run : runs) {
            for (Value value : run.values()) {
                // The last one is put, since its bound is what holds now.
                Value known = objectives.get(key(value));
                if (known == null || value.bound() != null) {
                    objectives.put(key(value), value);
                }
            }
        }
        PastRun last = runs.get(runs.size() - 1);
        return new TrendReport(
                last.scenario(),
                last.environment(),
                runs.stream().map(run -> row(run, objectives)).toList(),
                objectives.values().stream()
                        .map(value -> new ObjectiveTrend(value.role(), value.objective(), bound(value)))
                        .toList(),
                changes(runs),
                timeline(runs, objectives));
    }

    private static String key(Value value) {
        return value.role() + "\n" + value.objective() + "\n" + value.dimension();
    }

    private static @Nullable Value find(PastRun run, Value like) {
        return run.values().stream().filter(like::isOf).findFirst().orElse(null);
    }

    private static RunRow row(PastRun run, Map<String, Value> objectives) {
        List<ValueCell> cells = new ArrayList<>();
        for (Value like : objectives.values()) {
            Value value = find(run, like);
            cells.add(value == null ? new ValueCell(NONE, false) : new ValueCell(words(value), value.isBeyond()));
        }
        return new RunRow(
                run.started().truncatedTo(ChronoUnit.SECONDS).toString(),
                run.run(),
                run.verdict(),
                run.loadEngine(),
                commit(run),
                cells);
    }

    private static String commit(PastRun run) {
        String commit = run.commit();
        return commit == null ? "" : commit.substring(0, Math.min(HASH, commit.length()));
    }

    private static String words(Value value) {
        return new Quantity(value.value(), value.dimension()).toString();
    }

    private static String bound(Value value) {
        return value.bound() == null ? "" : new Quantity(value.bound(), value.dimension()).toString();
    }

    private static boolean isGreen(PastRun run) {
        return run.verdict() == Result.PASS || run.verdict() == Result.WARN;
    }

    private static List<String> changes(List<PastRun> runs) {
        PastRun last = runs.get(runs.size() - 1);
        int green = runs.size() - 2;
        while (green >= 0 && !isGreen(runs.get(green))) {
            green--;
        }
        String now = "The last run, " + last.run() + ", is " + last.verdict().words();
        if (green < 0) {
            return List.of(now + "; there is no green run before it.");
        }
        PastRun before = runs.get(green);
        int between = runs.size() - 2 - green;
        List<String> changes = new ArrayList<>();
        changes.add(now + ". The last green run before it is " + before.run() + ", "
                + before.verdict().words()
                + (between == 0 ? "." : ", with " + between + (between == 1 ? " run" : " runs") + " in between."));
        if (!commit(last).equals(commit(before))) {
            changes.add("Commit: " + orNone(commit(before)) + " → " + orNone(commit(last)));
        }
        if (last.isOfAnotherText(before)) {
            changes.add("The scenario has been changed between the two");
        }
        if (!last.loadEngine().equals(before.loadEngine())) {
            changes.add("Load engine: " + before.loadEngine() + " → " + last.loadEngine());
        }
        for (Value value : last.values()) {
            Value then = find(before, value);
            if (then == null) {
                changes.add(value.objective() + ": new, " + words(value) + boundInWords(value));
            } else if (!words(then).equals(words(value)) || !bound(then).equals(bound(value))) {
                String bound = then.bound() != null
                                && value.bound() != null
                                && !bound(then).equals(bound(value))
                        ? " (bound " + bound(then) + " → " + bound(value) + ")"
                        : boundInWords(value);
                changes.add(value.objective() + ": " + words(then) + " → " + words(value) + bound);
            }
        }
        for (Value value : before.values()) {
            if (find(last, value) == null) {
                changes.add(value.objective() + ": " + words(value) + " → no value");
            }
        }
        return changes;
    }

    private static String orNone(String text) {
        return text.isEmpty() ? "unknown" : text;
    }

    private static String boundInWords(Value value) {
        return value.bound() == null ? "" : " (bound " + bound(value) + ")";
    }

    private static Timeline timeline(List<PastRun> runs, Map<String, Value> objectives) {
        List<Band> verdicts = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            String name = runs.get(i).verdict().words();
            Band last = verdicts.isEmpty() ? null : verdicts.get(verdicts.size() - 1);
            if (last != null && last.name().equals(name)) {
                verdicts.set(verdicts.size() - 1, new Band(name, last.from(), i + 1));
            } else {
                verdicts.add(new Band(name, i, i + 1));
            }
        }
        List<Panel> panels =
                objectives.values().stream().map(like -> panel(runs, like)).toList();
        return new Timeline(
                runs.get(0).started(), 0, 1, runs.size(), runs.size(), verdicts, List.of(), List.of(), panels);
    }

    private static Panel panel(List<PastRun> runs, Value like) {
        double[] values = new double[runs.size()];
        double[] bounds = new double[runs.size()];
        List<Band> beyond = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            Value value = find(runs.get(i), like);
            Double bound = value == null ? null : value.bound();
            values[i] = value == null ? Double.NaN : value.value();
            bounds[i] = bound == null ? Double.NaN : bound;
            if (value != null && value.isBeyond()) {
                beyond.add(new Band("", i, i + 1));
            }
        }
        return new Panel(
                like.role() + ": " + like.objective(),
                like.dimension(),
                true,
                List.of(
                        new Line("bound", bounds, like.isUpperBound()),
                        new Line("value", values, !like.isUpperBound())),
                List.of(),
                beyond);
    }
}
