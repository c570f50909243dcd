package dev.holograph.chaos.adapters.journal;

import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Probe;
import dev.holograph.chaos.scenario.Question;
import io.vertx.core.json.JsonObject;

/** A probe without the words of its question: queries may hold secrets, and no verdict depends on them. */
final class ProbeJson {

    private ProbeJson() {}

    static JsonObject write(Probe probe) {
        JsonObject json = new JsonObject()
                .put("name", probe.name())
                .put("kind", probe.question().kind())
                .put("target", probe.target())
                .put("every", probe.every().toString())
                .put("timeout", probe.timeout().toString());
        if (probe.question() instanceof Question.Http http) {
            json.put("expect", http.expect()).put("pointer", http.pointer());
        }
        return json;
    }

    static Probe read(Fields fields, String file) {
        return new Probe(
                fields.text("name"),
                question(fields),
                fields.text("target"),
                fields.duration("every"),
                fields.duration("timeout"),
                new Location(file, 1, 1));
    }

    private static Question question(Fields fields) {
        String kind = fields.text("kind");
        return switch (kind) {
            case Question.Http.KIND -> new Question.Http("", fields.text("expect"), fields.textOrNull("pointer"));
            case Question.Kubernetes.KIND -> new Question.Kubernetes();
            case Question.Redis.KIND -> new Question.Redis("");
            case Question.Prometheus.KIND -> new Question.Prometheus("");
            case Question.Sql.KIND -> new Question.Sql("");
            default -> throw new IllegalArgumentException("'" + kind + "' is no kind of probe");
        };
    }
}
