package dev.holograph.chaos.adapters.journal;

import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Probe;
import dev.holograph.chaos.scenario.ProbeQuery;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** A probe without the words of its question: queries may hold secrets, and no verdict depends on them. */
final class ProbeJson {

    private static final String GIVES = "gives";

    private ProbeJson() {}

    static JsonObject write(Probe probe) {
        return new JsonObject()
                .put("name", probe.name())
                .put("kind", probe.query().kind())
                .put(GIVES, new JsonArray(probe.query().endings()))
                .put("target", probe.target())
                .put("every", probe.every().toString())
                .put("timeout", probe.timeout().toString());
    }

    static Probe read(Fields fields, String file) {
        String kind = fields.text("kind");
        List<String> endings = fields.has(GIVES) ? fields.texts(GIVES) : before(kind, fields);
        return new Probe(
                fields.text("name"),
                new ProbeQuery.Past(kind, endings),
                fields.text("target"),
                fields.duration("every"),
                fields.duration("timeout"),
                new Location(file, 1, 1));
    }

    /** What the kinds gave that there were before {@link #GIVES} was written. */
    private static List<String> before(String kind, Fields fields) {
        return switch (kind) {
            case "http" ->
                fields.textOrNull("pointer") == null
                        ? List.of(Probe.LATENCY, Probe.OK)
                        : List.of(Probe.LATENCY, Probe.OK, Probe.VALUE);
            case "kubernetes" -> List.of(Probe.OK, Probe.READY, Probe.RESTARTS);
            case "redis", "prometheus", "sql" -> Probe.NUMBER;
            default -> throw new IllegalArgumentException("'" + kind + "' is no kind of probe");
        };
    }
}
