package dev.holograph.gremlin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The bodies of the stand-in's answers. Attacks and executions in snake_case, as the live service documents its answer
 * of {@code /executions}; Kubernetes in camelCase, as its requests are. With {@code camelCase} all are as the OpenAPI
 * document has them.
 */
record StandInAnswers(StandInService service, boolean camelCase) {

    @FunctionalInterface
    private interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    String attack(StandInAttack attack) {
        return text(json -> write(json, attack));
    }

    String attacks(Collection<StandInAttack> attacks) {
        return text(json -> {
            json.writeStartArray();
            for (StandInAttack attack : attacks) {
                write(json, attack);
            }
            json.writeEndArray();
        });
    }

    String executions(StandInAttack attack) {
        return text(json -> {
            json.writeStartArray();
            for (StandInExecution execution : attack.executions) {
                json.writeStartObject();
                json.writeStringField(name("orgId"), "team");
                json.writeStringField("guid", execution.guid);
                json.writeStringField(name("targetType"), "Container");
                json.writeArrayFieldStart(name("serviceStates"));
                for (StandInExecution.Passed passed : execution.history) {
                    json.writeStartObject();
                    json.writeStringField("stage", passed.stage().name());
                    json.writeStringField("timestamp", passed.at().toString());
                    json.writeEndObject();
                }
                json.writeEndArray();
                json.writeStringField(name("clientId"), execution.attacked.target());
                json.writeStringField(name("clientStatus"), "HEALTHY");
                json.writeStringField(name("taskId"), attack.guid);
                json.writeStringField("stage", execution.stage().name());
                json.writeStringField(name("stageLifecycle"), execution.lifecycle(service.lifecycleAfterHalt));
                json.writeStringField(name("startTime"), attack.createdAt.toString());
                if (execution.isOver()) {
                    json.writeStringField(
                            name("endTime"),
                            execution
                                    .history
                                    .get(execution.history.size() - 1)
                                    .at()
                                    .toString());
                }
                json.writeStringField("output", execution.output);
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    /** In camelCase always: nothing says that the live service has this answer otherwise than its document. */
    String agents() {
        return text(json -> {
            json.writeStartArray();
            for (StandInService.Machine host : service.hosts) {
                json.writeStartObject();
                json.writeStringField("orgId", "team");
                json.writeStringField("identifier", host.id());
                json.writeStringField("state", "ACTIVE");
                json.writeStringField("targetType", "Host");
                json.writeObjectFieldStart("tags");
                for (Map.Entry<String, String> tag : host.labels().entrySet()) {
                    json.writeStringField(tag.getKey(), tag.getValue());
                }
                json.writeEndObject();
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    String onKubernetes(StandInAttack.OnKubernetes attack) {
        return text(json -> write(json, attack));
    }

    String allOnKubernetes(Collection<StandInAttack.OnKubernetes> attacks) {
        return text(json -> {
            json.writeStartArray();
            for (StandInAttack.OnKubernetes attack : attacks) {
                write(json, attack);
            }
            json.writeEndArray();
        });
    }

    String targets() {
        return text(json -> {
            json.writeStartArray();
            for (String cluster : service.objects.stream()
                    .map(KubernetesObject::clusterId)
                    .distinct()
                    .toList()) {
                json.writeStartObject();
                json.writeStringField("clusterId", cluster);
                json.writeArrayFieldStart("objects");
                for (KubernetesObject object : service.objects) {
                    if (object.clusterId().equals(cluster)) {
                        write(json, object, false);
                    }
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private void write(JsonGenerator json, StandInAttack attack) throws IOException {
        json.writeStartObject();
        json.writeStringField("guid", attack.guid);
        strings(json, "args", attack.commandLine);
        json.writeStringField("stage", attack.stage().name());
        json.writeStringField(name("stageLifecycle"), attack.lifecycle(service.lifecycleAfterHalt));
        json.writeObjectFieldStart("annotations");
        for (Map.Entry<String, String> annotation : attack.annotations.entrySet()) {
            json.writeStringField(annotation.getKey(), annotation.getValue());
        }
        json.writeEndObject();
        json.writeStringField(name("createdAt"), attack.createdAt.toString());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, StandInAttack.OnKubernetes attack) throws IOException {
        json.writeStartObject();
        json.writeStringField("uid", attack.uid);
        json.writeStringField("stage", attack.stage);
        if (attack.attack != null) {
            json.writeStringField("attackId", attack.attack.guid);
        }
        if (!attack.error.isEmpty()) {
            json.writeStringField("error", attack.error);
        }
        json.writeStringField("createdAt", attack.createdAt.toString());
        json.writeObjectFieldStart("targetDefinition");
        json.writeObjectFieldStart("strategy");
        json.writeArrayFieldStart("k8sObjects");
        for (KubernetesObject object : attack.objects) {
            write(json, object, true);
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
        json.writeObjectFieldStart("impactDefinition");
        strings(json, "cliArgs", attack.commandLine);
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, KubernetesObject object, boolean withCluster) throws IOException {
        json.writeStartObject();
        if (withCluster) {
            json.writeStringField("clusterId", object.clusterId());
        }
        json.writeStringField("uid", object.uid());
        json.writeStringField("namespace", object.namespace());
        json.writeStringField("name", object.name());
        json.writeStringField("kind", object.kind());
        if (!object.phase().isEmpty()) {
            json.writeStringField("podPhase", object.phase());
        }
        json.writeObjectFieldStart("labels");
        for (Map.Entry<String, String> label : object.labels().entrySet()) {
            json.writeStringField(label.getKey(), label.getValue());
        }
        json.writeEndObject();
        json.writeArrayFieldStart("availableContainers");
        for (String container : object.containers()) {
            json.writeStartObject();
            json.writeStringField("name", container);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private String name(String camel) {
        return camelCase ? camel : camel.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private static void strings(JsonGenerator json, String field, List<String> values) throws IOException {
        json.writeArrayFieldStart(field);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    private static String text(Body body) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            body.write(json);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return text.toString();
    }
}
