package dev.holograph.chaos.adapters.history;

import dev.holograph.chaos.report.PastRun;
import dev.holograph.chaos.report.PastRun.Value;
import dev.holograph.chaos.scenario.Dimension;
import dev.holograph.chaos.slo.Result;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;

/** A line of a history. */
final class PastRunJson {

    private PastRunJson() {}

    static String write(PastRun run) {
        JsonObject json = new JsonObject()
                .put("started", run.started().toString())
                .put("run", run.run())
                .put("scenario", run.scenario())
                .put("environment", run.environment())
                .put("loadEngine", run.loadEngine());
        if (run.commit() != null) {
            json.put("commit", run.commit());
        }
        if (!run.definition().isEmpty()) {
            json.put("definition", run.definition());
        }
        JsonArray values = new JsonArray();
        run.values().forEach(value -> values.add(write(value)));
        return json.put("verdict", run.verdict().name()).put("values", values).encode();
    }

    private static JsonObject write(Value value) {
        JsonObject json = new JsonObject()
                .put("role", value.role())
                .put("objective", value.objective())
                .put("value", value.value())
                .put("dimension", value.dimension().name());
        return value.bound() == null
                ? json
                : json.put("bound", value.bound()).put("better", value.isUpperBound() ? "smaller" : "greater");
    }

    /**
     * @throws io.vertx.core.json.DecodeException if it is no JSON
     * @throws IllegalArgumentException if it is another object
     */
    static PastRun read(String line) {
        JsonObject json = new JsonObject(line);
        try {
            return new PastRun(
                    Instant.parse(json.getString("started")),
                    text(json, "run"),
                    text(json, "scenario"),
                    text(json, "environment"),
                    text(json, "loadEngine"),
                    json.getString("commit"),
                    Result.valueOf(text(json, "verdict")),
                    json.getJsonArray("values").stream()
                            .map(JsonObject.class::cast)
                            .map(PastRunJson::value)
                            .toList(),
                    json.getString("definition", ""));
        } catch (DateTimeException | ClassCastException | NullPointerException e) {
            throw new IllegalArgumentException("this is no line of a history", e);
        }
    }

    private static Value value(JsonObject json) {
        return new Value(
                text(json, "role"),
                text(json, "objective"),
                json.getDouble("value"),
                Dimension.valueOf(text(json, "dimension")),
                json.getDouble("bound"),
                !"greater".equals(json.getString("better")));
    }

    private static String text(JsonObject json, String name) {
        String text = json.getString(name);
        if (text == null) {
            throw new IllegalArgumentException("'" + name + "' is missing");
        }
        return text;
    }
}
