package dev.holograph.chaos.application;

import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.run.Pace;
import dev.holograph.chaos.scenario.Digest;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.slo.Result;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the runs of one build came to, as a file between {@code chaos:run} and {@code chaos:verify}. */
final class Summary {

    static final String FILE = "summary.json";

    /** Version of the file, as in its schema. */
    private static final int VERSION = 1;

    private Summary() {}

    /**
     * One run.
     *
     * @param reasons what made its verdict, a sentence each
     * @param report where it is reported in full
     */
    record Entry(String scenario, String run, Result result, List<String> reasons, String report, String folder) {

        Entry {
            reasons = List.copyOf(reasons);
        }

        /** The same, where it could not be kept: that comes on top of what failed, and a green run fails for it. */
        Entry unwritten(String why) {
            List<String> all = new ArrayList<>(reasons);
            all.add(why);
            return new Entry(
                    scenario,
                    run,
                    result.compareTo(Result.INTERRUPTED) < 0 ? Result.ERROR : result,
                    all,
                    report,
                    folder);
        }

        private JsonObject json() {
            return new JsonObject()
                    .put("scenario", scenario)
                    .put("run", run)
                    .put("result", result.name())
                    .put("reasons", new JsonArray(reasons))
                    .put("report", report)
                    .put("folder", folder);
        }

        private static Entry of(JsonObject json) {
            List<String> reasons =
                    json.getJsonArray("reasons").stream().map(String::valueOf).toList();
            return new Entry(
                    json.getString("scenario"),
                    json.getString("run"),
                    Result.valueOf(json.getString("result")),
                    reasons,
                    json.getString("report"),
                    json.getString("folder"));
        }
    }

    /**
     * A run that a build was about to start.
     *
     * @param definition tells whether the scenario, a script of it or its environment has been changed since; empty where
     *     nobody knows
     * @param isQuick whether it is at quick pace, which does not look at all of the recovery phase
     */
    record Due(String scenario, String run, String environment, String definition, boolean isQuick) {

        /** A run at full pace. */
        Due(String scenario, String run, String environment, String definition) {
            this(scenario, run, environment, definition, false);
        }

        /** A run whose scenario's text is not known. */
        Due(String scenario, String run, String environment) {
            this(scenario, run, environment, "");
        }

        /** @param root of the project, which the environments' files lie in */
        static List<Due> of(List<Plan> plans, Path root, Pace pace) throws ChaosException {
            List<Due> due = new ArrayList<>();
            for (Plan plan : plans) {
                Path environment = root.resolve(plan.environment().file());
                due.add(new Due(
                        plan.scenario().name(),
                        plan.runId(),
                        plan.environment().name(),
                        definition(plan.scenario(), environment),
                        pace == Pace.QUICK));
            }
            return due;
        }

        /** @param environment the file of the environment in which it runs */
        static String definition(Scenario scenario, Path environment) throws ChaosException {
            try {
                String text = new String(Files.readAllBytes(environment), StandardCharsets.ISO_8859_1);
                return Digest.of(scenario.definition() + Digest.of(text));
            } catch (IOException e) {
                throw new ChaosException(environment + " cannot be read: " + e.getMessage(), e);
            }
        }

        private JsonObject json() {
            JsonObject json =
                    new JsonObject().put("scenario", scenario).put("run", run).put("environment", environment);
            if (isQuick) {
                json.put("pace", Pace.QUICK.word());
            }
            return definition.isEmpty() ? json : json.put("definition", definition);
        }

        private static Due of(JsonObject json) {
            return new Due(
                    json.getString("scenario"),
                    json.getString("run"),
                    json.getString("environment"),
                    json.getString("definition", ""),
                    Pace.QUICK.word().equals(json.getString("pace")));
        }
    }

    /** What the last build with a run has left: what was due in it, and what has ended. */
    record Last(List<Due> due, List<Entry> runs) {

        /** Scenarios that were due and of which nothing more is known: the build died, or was stopped before. */
        List<Due> missing() {
            return due.stream()
                    .filter(one -> runs.stream().noneMatch(run -> run.run().equals(one.run())))
                    .toList();
        }

        /** What all of it comes to: the worst. What was due and has not ended is never green. */
        Result result() {
            return missing().isEmpty() ? worst(runs) : worst(runs).and(Result.INTERRUPTED);
        }
    }

    /** What all of them come to: the worst. */
    static Result worst(List<Entry> entries) {
        return entries.stream().map(Entry::result).reduce(Result.PASS, Result::and);
    }

    /** Writes that a run of this build is due in the place of an earlier one, whose verdict does not count. */
    static void insteadOf(String run, Path output, Date build, List<Due> due) throws ChaosException {
        Path file = output.resolve(FILE);
        JsonObject before = read(file);
        if (before != null && before.getLong("build") == build.getTime()) {
            JsonArray left = new JsonArray();
            before.getJsonArray("due", new JsonArray()).stream()
                    .filter(one -> !run.equals(((JsonObject) one).getString("run")))
                    .forEach(left::add);
            write(file, build, left, before.getJsonArray("runs"));
        }
        add(output, build, due, List.of());
    }

    /** Writes what is about to start, so that a build which dies leaves no older build's results as the last ones. */
    static void begin(Path output, Date build, List<Due> due) throws ChaosException {
        add(output, build, due, List.of());
    }

    /** Adds runs to those of the same build; what an earlier build left is replaced. */
    static void append(Path output, Date build, List<Entry> entries) throws ChaosException {
        add(output, build, List.of(), entries);
    }

    private static void add(Path output, Date build, List<Due> due, List<Entry> entries) throws ChaosException {
        Path file = output.resolve(FILE);
        JsonArray allDue = new JsonArray();
        JsonArray runs = new JsonArray();
        JsonObject before = read(file);
        if (before != null && before.getLong("build") == build.getTime()) {
            allDue.addAll(before.getJsonArray("due", new JsonArray()));
            runs.addAll(before.getJsonArray("runs"));
        }
        due.forEach(one -> allDue.add(one.json()));
        entries.forEach(entry -> runs.add(entry.json()));
        write(file, build, allDue, runs);
    }

    private static void write(Path file, Date build, JsonArray due, JsonArray runs) throws ChaosException {
        Last all = last(new JsonObject().put("due", due).put("runs", runs));
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(
                    file,
                    new JsonObject()
                                    .put("version", VERSION)
                                    .put("build", build.getTime())
                                    .put("result", all.result().name())
                                    .put("due", due)
                                    .put("runs", runs)
                                    .encodePrettily()
                            + "\n");
        } catch (IOException e) {
            throw new ChaosException(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** The runs of this build. */
    static List<Entry> of(Path output, Date build) throws ChaosException {
        JsonObject json = read(output.resolve(FILE));
        if (json == null || json.getLong("build") != build.getTime()) {
            throw new ChaosException("no chaos:run has finished in this build, so there is nothing to verify. Bind"
                    + " chaos:run to an earlier phase, with chaos.failOnBreach=false.");
        }
        return entries(json);
    }

    /** The ids of all runs of this build that it lists, ended or not. */
    static Set<String> ids(Path output, Date build) throws ChaosException {
        JsonObject json = read(output.resolve(FILE));
        Set<String> ids = new HashSet<>();
        if (json != null && json.getLong("build") == build.getTime()) {
            Last all = last(json);
            all.due().forEach(one -> ids.add(one.run()));
            all.runs().forEach(one -> ids.add(one.run()));
        }
        return ids;
    }

    /** What the last build with a run has left, whichever that was; empty where there is nothing. */
    static Optional<Last> last(Path output) throws ChaosException {
        JsonObject json = read(output.resolve(FILE));
        return json == null ? Optional.empty() : Optional.of(last(json));
    }

    /**
     * Nothing, where all that was due in this build has ended.
     *
     * @throws ChaosException if something was due of which there is no verdict: it is not green
     */
    static void failIfMissing(Path output, Date build) throws ChaosException {
        JsonObject json = read(output.resolve(FILE));
        List<String> missing = json == null || json.getLong("build") != build.getTime()
                ? List.of()
                : last(json).missing().stream().map(Due::scenario).toList();
        if (!missing.isEmpty()) {
            throw new ChaosException("chaos:run was to run " + String.join(", ", missing)
                    + " in this build and has left no verdict of it; see above why it ended");
        }
    }

    private static Last last(JsonObject json) {
        return new Last(
                json.getJsonArray("due", new JsonArray()).stream()
                        .map(due -> Due.of((JsonObject) due))
                        .toList(),
                entries(json));
    }

    private static List<Entry> entries(JsonObject json) {
        return json.getJsonArray("runs").stream()
                .map(run -> Entry.of((JsonObject) run))
                .toList();
    }

    private static @Nullable JsonObject read(Path file) throws ChaosException {
        if (!Files.exists(file)) {
            return null;
        }
        try {
            return new JsonObject(Files.readString(file));
        } catch (IOException | DecodeException e) {
            throw new ChaosException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
