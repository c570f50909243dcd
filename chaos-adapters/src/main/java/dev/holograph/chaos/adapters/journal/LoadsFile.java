package dev.holograph.chaos.adapters.journal;

import dev.holograph.chaos.slo.CellCounts;
import dev.holograph.chaos.slo.FailureReason;
import dev.holograph.chaos.slo.Failures;
import dev.holograph.chaos.slo.LoadWitness;
import dev.holograph.chaos.slo.RequestOutcomes;
import dev.holograph.chaos.slo.RunnerWitness;
import dev.holograph.chaos.slo.Silence;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What each load knows of itself as one JSON object a line: counts for each tenth of a second, silences, failures. */
final class LoadsFile {

    private LoadsFile() {}

    static void write(Path file, List<LoadWitness> loads) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (LoadWitness load : loads) {
                out.write(json(load).encode());
                out.write('\n');
            }
        }
    }

    /** @throws IOException if the file cannot be read, or is damaged: with file and line */
    static List<LoadWitness> read(Path file) throws IOException {
        List<String> lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                .lines()
                .toList();
        List<LoadWitness> loads = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            try {
                loads.add(load(new Fields(new JsonObject(lines.get(i)))));
            } catch (DecodeException | IllegalArgumentException e) {
                throw new IOException(file + ":" + (i + 1) + ": the file is damaged: " + e.getMessage(), e);
            }
        }
        return loads;
    }

    private static JsonObject json(LoadWitness load) {
        return new JsonObject()
                .put("load", load.load())
                .put("shown", load.shown())
                .put("made", json(load.made()))
                .put("activity", json(load.activity()))
                .put("elsewhere", json(load.elsewhere()))
                .put("addresses", new JsonArray(load.addresses()))
                .put("iterations", json(load.iterations()))
                .put("exceptions", json(load.exceptions()))
                .put("dropped", json(load.dropped()))
                .put("unfinished", json(load.unfinished()))
                .put("exception", load.exception())
                .put(
                        "silences",
                        ScenarioJson.array(
                                load.silences().stream().map(LoadsFile::json).toList()))
                .put("lastBeat_us", load.lastBeat())
                .put(
                        "failures",
                        ScenarioJson.array(
                                load.failures().stream().map(LoadsFile::json).toList()))
                .put("versions", new JsonArray(load.versions()))
                .put(
                        "requests",
                        ScenarioJson.array(
                                load.requests().stream().map(LoadsFile::json).toList()))
                .put(
                        "runners",
                        ScenarioJson.array(
                                load.runners().stream().map(LoadsFile::json).toList()));
    }

    private static JsonObject json(RunnerWitness runner) {
        return new JsonObject()
                .put("shown", runner.shown())
                .put("made", json(runner.made()))
                .put(
                        "silences",
                        ScenarioJson.array(
                                runner.silences().stream().map(LoadsFile::json).toList()))
                .put("lastBeat_us", runner.lastBeat());
    }

    private static RunnerWitness runner(Fields fields) {
        return new RunnerWitness(
                fields.text("shown"),
                counts(fields.block("made")),
                fields.list("silences", LoadsFile::silence),
                fields.number("lastBeat_us"));
    }

    private static LoadWitness load(Fields fields) {
        return new LoadWitness(
                fields.text("load"),
                fields.text("shown"),
                counts(fields.block("made")),
                counts(fields.block("activity")),
                fields.has("elsewhere") ? counts(fields.block("elsewhere")) : new CellCounts(),
                fields.has("addresses") ? fields.texts("addresses") : List.of(),
                counts(fields.block("iterations")),
                counts(fields.block("exceptions")),
                counts(fields.block("dropped")),
                fields.has("unfinished") ? counts(fields.block("unfinished")) : new CellCounts(),
                fields.textOrNull("exception"),
                fields.list("silences", LoadsFile::silence),
                fields.number("lastBeat_us"),
                fields.list("failures", LoadsFile::failures),
                fields.has("versions") ? fields.texts("versions") : List.of(),
                fields.has("requests") ? fields.list("requests", LoadsFile::outcomes) : List.of(),
                fields.has("runners") ? fields.list("runners", LoadsFile::runner) : List.of());
    }

    private static JsonObject json(CellCounts counts) {
        JsonArray cells = new JsonArray();
        for (long count : counts.toArray()) {
            cells.add(count);
        }
        return new JsonObject().put("start_us", counts.start()).put("counts", cells);
    }

    private static CellCounts counts(Fields fields) {
        return CellCounts.of(
                fields.number("start_us"),
                fields.numbers("counts").stream().mapToLong(Number::longValue).toArray());
    }

    private static JsonObject json(RequestOutcomes outcomes) {
        return new JsonObject()
                .put("request", outcomes.request())
                .put("ok", json(outcomes.ok()))
                .put("failed", json(outcomes.failed()))
                .put("late", json(outcomes.late()));
    }

    private static RequestOutcomes outcomes(Fields fields) {
        return new RequestOutcomes(
                fields.textOrNull("request"),
                counts(fields.block("ok")),
                counts(fields.block("failed")),
                counts(fields.block("late")));
    }

    private static JsonObject json(Failures failures) {
        return new JsonObject()
                .put("request", failures.request())
                .put("kind", failures.reason().kind().name())
                .put("detail", failures.reason().detail())
                .put("counts", json(failures.counts()))
                .put("first", failures.first().toString())
                .put("last", failures.last().toString())
                .put("sample", failures.sample());
    }

    private static Failures failures(Fields fields) {
        return new Failures(
                fields.has("request") ? fields.textOrNull("request") : null,
                new FailureReason(fields.word("kind", FailureReason.Kind.class), fields.text("detail")),
                counts(fields.block("counts")),
                fields.instant("first"),
                fields.instant("last"),
                fields.textOrNull("sample"));
    }

    static JsonObject json(Silence silence) {
        return ObservedJson.write(silence.window()).put("of", silence.of());
    }

    static Silence silence(Fields fields) {
        return new Silence(fields.text("of"), ObservedJson.window(fields));
    }
}
