package dev.holograph.chaos.adapters.journal;

import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.run.RunResult;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.RequestSelection;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.slo.Acknowledgements;
import dev.holograph.chaos.slo.Evaluation;
import dev.holograph.chaos.slo.FailureCount;
import dev.holograph.chaos.slo.FaultRecord;
import dev.holograph.chaos.slo.Finding;
import dev.holograph.chaos.slo.LedgerResult;
import dev.holograph.chaos.slo.LoadWitness;
import dev.holograph.chaos.slo.Metrics;
import dev.holograph.chaos.slo.Result;
import dev.holograph.chaos.slo.RunObservations;
import dev.holograph.chaos.slo.RunTimes;
import dev.holograph.chaos.slo.Series;
import dev.holograph.chaos.slo.Witnesses;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A run's folder: all that is needed to judge the run and report it again, with nothing of the world in sight. {@code
 * series.csv} (and {@code series-1.csv} … of requests that objectives choose), {@code loads.ndjson}, {@code metrics.ndjson} and {@code acknowledged.ndjson} hold what was measured, {@code lost.ndjson} and
 * {@code unknown.ndjson} which of those writes were not found, {@code run.json} the rest. Secrets stay out: of an
 * environment the names and shown addresses, of a load no headers and no bodies.
 */
public final class RunArchive {

    /** The file without which a folder is none of a run that has ended. */
    public static final String FILE = "run.json";

    private static final String SERIES = "series.csv";
    private static final String ACKNOWLEDGED = "acknowledged.ndjson";
    private static final String METRICS = "metrics.ndjson";
    private static final String LOADS = "loads.ndjson";
    private static final String UNKNOWN = "unknown.ndjson";

    /** Version of the files; a higher one was written by a later version of this plugin. */
    private static final int FORMAT = 3;

    /**
     * A run as it was kept.
     *
     * @param result judged anew by this version
     * @param judgedThen what it was judged when it ran
     */
    public record Kept(RunResult result, Result judgedThen) {}

    private RunArchive() {}

    /** Writes a run into its folder. The file that makes it whole comes last. */
    public static void write(Path folder, RunResult result) throws IOException {
        Series series = result.series();
        SeriesFile.write(folder.resolve(SERIES), series);
        List<RequestSelection> parts = RequestSelection.of(result.plan().scenario());
        for (int i = 0; i < parts.size(); i++) {
            SeriesFile.write(folder.resolve(part(i)), series.only(parts.get(i)));
        }
        AcknowledgedFile.write(folder.resolve(ACKNOWLEDGED), series.acknowledgements());
        LoadsFile.write(folder.resolve(LOADS), series.witnesses().loads());
        MetricsFile.write(folder.resolve(METRICS), series.metrics());
        LedgerResult ledger = result.ledger();
        if (ledger != null) {
            AcknowledgedFile.write(folder.resolve(LedgerResult.LOST_FILE), ledger.lost());
            AcknowledgedFile.write(folder.resolve(UNKNOWN), ledger.unknown());
        }
        Path draft = folder.resolve(FILE + ".new");
        Files.writeString(draft, json(result).encodePrettily() + "\n");
        Files.move(draft, folder.resolve(FILE), StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * The run of a folder, judged anew.
     *
     * @throws IOException if a file is missing or damaged; one message with the file, and its line where there is one
     */
    public static Kept read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        try {
            return kept(folder, new Fields(new JsonObject(Files.readString(file))));
        } catch (NoSuchFileException e) {
            throw new IOException(
                    e.getFile() + " is missing: the run was not kept to its end, or by an earlier version", e);
        } catch (DecodeException | IllegalArgumentException e) {
            throw new IOException(file + ": the file is damaged: " + e.getMessage(), e);
        }
    }

    private static JsonObject json(RunResult result) {
        Plan plan = result.plan();
        JsonObject json = new JsonObject()
                .put("format", FORMAT)
                .put("run", plan.runId())
                .put("seed", Long.toString(plan.seed()))
                .put("verdict", result.verdict().result().name())
                .put("started", result.started().toString())
                .put("ended", result.ended().toString())
                .put("loadEngine", result.loadEngine())
                .put("versions", new JsonArray(result.versions()))
                .put(
                        "services",
                        ScenarioJson.array(result.services().stream()
                                .map(ObservedJson::write)
                                .toList()))
                .put("scenario", ScenarioJson.write(plan.scenario()))
                .put("environment", environment(plan.environment()));
        RunTimes times = result.times();
        LedgerResult ledger = result.ledger();
        json.put(
                "failures",
                ScenarioJson.array(FailureCount.of(result.observed()).stream()
                        .map(ObservedJson::write)
                        .toList()));
        return json.put("times", times == null ? null : ObservedJson.write(times))
                .put(
                        "faults",
                        ScenarioJson.array(result.faults().stream()
                                .map(ObservedJson::write)
                                .toList()))
                .put("ledger", ledger == null ? null : ObservedJson.write(ledger))
                .put(
                        "findings",
                        ScenarioJson.array(result.findings().stream()
                                .map(ObservedJson::write)
                                .toList()))
                .put(
                        "silences",
                        ScenarioJson.array(result.series().witnesses().parts().stream()
                                .map(LoadsFile::json)
                                .toList()))
                .put("loadRows", result.series().witnesses().loads().size())
                .put("metricNames", new JsonArray(result.series().metrics().names()))
                .put("metricRows", result.series().metrics().rows().size())
                .put("seriesRows", result.series().rows().size())
                .put("requests", parts(result.series(), plan.scenario()))
                .put("acknowledgedRows", result.series().acknowledgements().count());
    }

    /** The requests that objectives are about apart from others, and how many rows the file of each has. */
    private static JsonArray parts(Series series, Scenario scenario) {
        JsonArray parts = new JsonArray();
        List<RequestSelection> all = RequestSelection.of(scenario);
        for (int i = 0; i < all.size(); i++) {
            parts.add(new JsonObject()
                    .put("requests", all.get(i).toString())
                    .put("file", part(i))
                    .put("rows", series.only(all.get(i)).rows().size()));
        }
        return parts;
    }

    private static String part(int index) {
        return "series-" + (index + 1) + ".csv";
    }

    private static Kept kept(Path folder, Fields fields) throws IOException {
        long format = fields.number("format");
        if (format != FORMAT) {
            throw new IllegalArgumentException("it is of " + (format > FORMAT ? "a later" : "an earlier")
                    + " version of this plugin (format " + format + ", this one reads " + FORMAT
                    + "); report it with that");
        }
        Scenario scenario = ScenarioJson.read(fields.block("scenario"));
        Fields times = fields.blockOrNull("times");
        Fields ledger = fields.blockOrNull("ledger");
        Series series = series(folder, scenario, fields);
        RunTimes runTimes = times == null ? null : ObservedJson.times(times);
        List<FaultRecord> faults = fields.list("faults", ObservedJson::fault);
        LedgerResult ledgerResult = ledger == null ? null : ledger(folder, ledger);
        List<Finding> findings = fields.list("findings", ObservedJson::finding);
        RunResult result = new RunResult(
                new Plan(
                        fields.text("run"),
                        Long.parseLong(fields.text("seed")),
                        scenario,
                        environment(fields.block("environment")),
                        List.of()),
                fields.instant("started"),
                fields.instant("ended"),
                runTimes,
                series,
                faults,
                ledgerResult,
                findings,
                Evaluation.of(new RunObservations(scenario, series, runTimes, faults, ledgerResult, findings)),
                fields.text("loadEngine"),
                fields.texts("versions"),
                fields.has("services") ? fields.list("services", ObservedJson::service) : List.of());
        return new Kept(result, fields.word("verdict", Result.class));
    }

    private static LedgerResult ledger(Path folder, Fields fields) throws IOException {
        return ObservedJson.ledger(
                fields,
                writes(folder.resolve(LedgerResult.LOST_FILE), fields.number("lost")),
                writes(folder.resolve(UNKNOWN), fields.number("unknown")));
    }

    private static Acknowledgements writes(Path file, long wanted) throws IOException {
        Acknowledgements writes = AcknowledgedFile.read(file);
        same(file, writes.count(), wanted);
        return writes;
    }

    /** A file that lost whole lines looks intact: only their number shows it. */
    private static Series series(Path folder, Scenario scenario, Fields fields) throws IOException {
        Acknowledgements acknowledged = writes(folder.resolve(ACKNOWLEDGED), fields.number("acknowledgedRows"));
        Metrics metrics = MetricsFile.read(folder.resolve(METRICS), scenario, fields.texts("metricNames"));
        same(folder.resolve(METRICS), metrics.rows().size(), fields.number("metricRows"));
        List<LoadWitness> loads = LoadsFile.read(folder.resolve(LOADS));
        same(folder.resolve(LOADS), loads.size(), fields.number("loadRows"));
        Series series = SeriesFile.read(
                folder.resolve(SERIES),
                acknowledged,
                new Witnesses(loads, fields.list("silences", LoadsFile::silence)),
                metrics);
        same(folder.resolve(SERIES), series.rows().size(), fields.number("seriesRows"));
        List<RequestSelection> wanted = RequestSelection.of(scenario);
        List<Fields> written = fields.has("requests") ? fields.list("requests", one -> one) : List.of();
        if (written.size() != wanted.size()) {
            throw new IllegalArgumentException("it has the series of " + written.size()
                    + " selections of requests where its objectives name " + wanted.size());
        }
        Map<RequestSelection, Series> parts = new LinkedHashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            Path file = folder.resolve(part(i));
            Series part = SeriesFile.read(file, Acknowledgements.none(), Witnesses.none(), Metrics.none());
            same(file, part.rows().size(), written.get(i).number("rows"));
            parts.put(wanted.get(i), part);
        }
        return series.with(parts);
    }

    private static void same(Path file, long found, long wanted) throws IOException {
        if (found != wanted) {
            throw new IOException(file + ": the file is damaged: " + found + " rows where the run has left " + wanted);
        }
    }

    private static JsonObject environment(Environment environment) {
        JsonObject targets = new JsonObject();
        new TreeMap<>(environment.targets()).forEach((name, target) -> targets.put(name, target.shown()));
        JsonObject drivers = new JsonObject();
        new TreeMap<>(environment.drivers()).forEach((fault, choice) -> drivers.put(fault, choice.driver()));
        return new JsonObject()
                .put("name", environment.name())
                .put("file", environment.file())
                .put("title", environment.title())
                .put("load", environment.loadDriver())
                .put("targets", targets)
                .put("drivers", drivers);
    }

    /** What reports show of it; targets and drivers are kept for people. */
    private static Environment environment(Fields fields) {
        return new Environment(
                fields.text("name"),
                fields.text("file"),
                fields.text("title"),
                List.of(),
                Map.of(),
                Map.of(),
                new Environment.DriverChoice(fields.text("load"), new Location(fields.text("file"), 1, 1)),
                null);
    }
}
