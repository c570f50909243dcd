package dev.holograph.chaos.adapters.journal;

import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.slo.MetricRow;
import dev.holograph.chaos.slo.Metrics;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The metrics that objectives name as one JSON object a line: a tenth of a second of one metric. */
final class MetricsFile {

    private MetricsFile() {}

    static void write(Path file, Metrics metrics) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (MetricRow row : metrics.rows()) {

                out.write(new JsonObject()
                        .put("metric", row.metric())
                        .put("start_us", row.start())
                        .put("samples", row.samples())
                        .put("not_zero", row.notZero())
                        .put("sum", row.sum())
                        .put("min", row.min())
                        .put("max", row.max())
                        .put("at_least", pairs(row.reaching()))
                        .put("values", pairs(row.values()))
                        .encode());
                out.write('\n');
            }
        }
    }

    /**
     * What was written of a run of this scenario.
     *
     * @param names of all metrics that came
     * @throws IOException if the file cannot be read, or is damaged: with file and line
     */
    static Metrics read(Path file, Scenario scenario, Collection<String> names) throws IOException {
        // Damage may have made it no UTF-8: read so, it becomes a line that is not understood, and not an exception.
        List<String> lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                .lines()
                .toList();
        int[] line = {0};
        try {
            Stream<MetricRow> rows = lines.stream().map(text -> {
                line[0]++;
                return row(new Fields(new JsonObject(text)));
            });
            return Metrics.of(scenario, names, rows::iterator);
        } catch (DecodeException | IllegalArgumentException e) {
            throw new IOException(file + ":" + line[0] + ": the file is damaged: " + e.getMessage(), e);
        }
    }

    private static MetricRow row(Fields fields) {
        return new MetricRow(
                fields.text("metric"),
                fields.number("start_us"),
                fields.number("samples"),
                fields.number("not_zero"),
                fields.fraction("sum"),
                fields.fraction("min"),
                fields.fraction("max"),
                counts(fields.numbers("at_least")),
                counts(fields.numbers("values")));
    }

    /** A value and how often it came, by turns. */
    private static JsonArray pairs(SortedMap<Double, Long> counts) {
        JsonArray pairs = new JsonArray();
        counts.forEach((value, times) -> pairs.add(value).add(times));
        return pairs;
    }

    private static SortedMap<Double, Long> counts(List<Number> pairs) {
        SortedMap<Double, Long> counts = new TreeMap<>();
        for (int i = 0; i + 1 < pairs.size(); i += 2) {
            counts.put(pairs.get(i).doubleValue(), pairs.get(i + 1).longValue());
        }
        return counts;
    }
}
