package dev.holograph.chaos.maven;

import dev.holograph.chaos.slo.Result;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.jspecify.annotations.Nullable;

/** What the runs of one build came to, as a file between {@code chaos:run} and {@code chaos:verify}. */
final class Summary {

    private static final String FILE = "summary.json";

    /** Of the file, as its schema says. */
    private static final int VERSION = 1;

    private Summary() {}

    /**
     * One run.
     *
     * @param reasons what made its verdict, a sentence each
     * @param report where it is told in full
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

    /** Adds runs to those of the same build; what an earlier build left is replaced. */
    static void append(Path output, Date build, List<Entry> entries) throws MojoExecutionException {
        Path file = output.resolve(FILE);
        List<Entry> all = new ArrayList<>();
        JsonObject before = read(file);
        if (before != null && before.getLong("build") == build.getTime()) {
            all.addAll(entries(before));
        }
        all.addAll(entries);
        JsonArray runs = new JsonArray();
        all.forEach(entry -> runs.add(entry.json()));
        try {
            Files.createDirectories(output);
            Files.writeString(
                    file,
                    new JsonObject()
                                    .put("version", VERSION)
                                    .put("build", build.getTime())
                                    .put("result", worst(all).name())
                                    .put("runs", runs)
                                    .encodePrettily()
                            + "\n");
        } catch (IOException e) {
            throw new MojoExecutionException(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** The runs of this build. */
    static List<Entry> of(Path output, Date build) throws MojoExecutionException {
        JsonObject json = read(output.resolve(FILE));
        if (json == null || json.getLong("build") != build.getTime()) {
            throw new MojoExecutionException(
                    "no chaos:run has finished in this build, so there is nothing to verify. Bind"
                            + " chaos:run to an earlier phase, with chaos.failOnBreach=false.");
        }
        return entries(json);
    }

    /** What all of them come to: the worst. */
    static Result worst(List<Entry> entries) {
        return entries.stream().map(Entry::result).reduce(Result.PASS, Result::and);
    }

    private static List<Entry> entries(JsonObject json) {
        return json.getJsonArray("runs").stream()
                .map(run -> Entry.of((JsonObject) run))
                .toList();
    }

    private static @Nullable JsonObject read(Path file) throws MojoExecutionException {
        if (!Files.exists(file)) {
            return null;
        }
        try {
            return new JsonObject(Files.readString(file));
        } catch (IOException | DecodeException e) {
            throw new MojoExecutionException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
