package dev.holograph.gremlin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The bodies of requests. */
final class Requests {

    private static final JsonFactory FACTORY = new JsonFactory();

    @FunctionalInterface
    private interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    private Requests() {}

    /** {@code POST /attacks/new}. */
    static String attack(NewAttack attack) {
        return object(json -> {
            json.writeObjectFieldStart("target");
            writeTarget(json, attack.target());
            json.writeEndObject();
            json.writeObjectFieldStart("command");
            json.writeStringField("type", attack.command().type());
            writeStrings(json, "args", attack.command().arguments());
            json.writeEndObject();
            if (!attack.annotations().isEmpty()) {
                json.writeObjectFieldStart("annotations");
                for (Map.Entry<String, String> annotation : new TreeMap<>(attack.annotations()).entrySet()) {
                    json.writeStringField(annotation.getKey(), annotation.getValue());
                }
                json.writeEndObject();
            }
        });
    }

    /**
     * {@code POST /attacks} on objects of a cluster. The fields of {@code targetingStrategy} and {@code sampling} are in
     * no public document; they are those of two public requests to this path (README.md names them).
     */
    static String kubernetesAttack(NewKubernetesAttack attack) {
        return object(json -> {
            json.writeObjectFieldStart("attackConfiguration");
            json.writeObjectFieldStart("command");
            json.writeStringField("infraCommandType", attack.command().infraType());
            json.writeObjectFieldStart("infraCommandArgs");
            json.writeStringField("type", attack.command().infraType());
            writeStrings(json, "cliArgs", attack.command().commandLine());
            json.writeEndObject();
            json.writeEndObject();
            json.writeArrayFieldStart("targets");
            json.writeStartObject();
            json.writeObjectFieldStart("targetingStrategy");
            writeStrategy(json, attack);
            json.writeEndObject();
            json.writeEndObject();
            json.writeEndArray();
            json.writeObjectFieldStart("sampling");
            json.writeStringField("type", "Even");
            json.writeNumberField("percent", attack.percent());
            json.writeEndObject();
            json.writeEndObject();
            // Pods that come while the attack is on are not hit: nobody has counted them.
            json.writeBooleanField("includeNewTargets", false);
        });
    }

    private static void writeStrategy(JsonGenerator json, NewKubernetesAttack attack) throws IOException {
        json.writeStringField("type", "Kubernetes");
        json.writeBooleanField("isAll", false);
        json.writeArrayFieldStart("names");
        for (KubernetesObject object : attack.objects()) {
            json.writeStartObject();
            json.writeStringField("clusterId", object.clusterId());
            json.writeStringField("kind", object.kind());
            json.writeStringField("namespace", object.namespace());
            json.writeStringField("name", object.name());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeObjectFieldStart("containerSelection");
        // ANY without names is what Gremlin's web application sends; EXACT is in the OpenAPI document's list.
        json.writeStringField("selectionType", attack.containers().isEmpty() ? "ANY" : "EXACT");
        writeStrings(json, "containerNames", attack.containers());
        json.writeEndObject();
    }

    /** {@code POST …/halt}. */
    static String halt(HaltReason reason) {
        return object(json -> {
            json.writeStringField("reason", reason.reason());
            json.writeStringField("reference", reason.reference());
        });
    }

    private static void writeTarget(JsonGenerator json, Target target) throws IOException {
        if (target instanceof Target.HostIds hosts) {
            writeIds(json, "hosts", hosts.ids());
        } else if (target instanceof Target.ContainerIds containers) {
            writeIds(json, "containers", containers.ids());
        } else if (target instanceof Target.HostTags hosts) {
            writeLabels(json, "hosts", "multiSelectTags", hosts.tags(), hosts.sampling());
        } else if (target instanceof Target.ContainerLabels containers) {
            writeLabels(json, "containers", "multiSelectLabels", containers.labels(), containers.sampling());
        } else {
            throw new IllegalStateException("no such target: " + target);
        }
    }

    private static void writeIds(JsonGenerator json, String scope, List<String> ids) throws IOException {
        json.writeStringField("type", "Exact");
        json.writeObjectFieldStart(scope);
        writeStrings(json, "ids", ids);
        json.writeEndObject();
    }

    private static void writeLabels(
            JsonGenerator json, String scope, String field, Map<String, List<String>> labels, Sampling sampling)
            throws IOException {
        json.writeStringField("type", "Random");
        json.writeObjectFieldStart(scope);
        json.writeObjectFieldStart(field);
        for (Map.Entry<String, List<String>> label : new TreeMap<>(labels).entrySet()) {
            writeStrings(json, label.getKey(), label.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
        if (sampling instanceof Sampling.Exactly exactly) {
            json.writeNumberField("exact", exactly.count());
        } else if (sampling instanceof Sampling.Percent share) {
            json.writeNumberField("percent", share.percent());
        }
    }

    private static void writeStrings(JsonGenerator json, String field, List<String> values) throws IOException {
        json.writeArrayFieldStart(field);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    private static String object(Body body) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            body.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return text.toString();
    }
}
