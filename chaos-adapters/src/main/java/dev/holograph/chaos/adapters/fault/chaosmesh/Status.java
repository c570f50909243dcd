package dev.holograph.chaos.adapters.fault.chaosmesh;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What Chaos Mesh says of an object ({@code ChaosStatus} in {@code api/v1alpha1/common_types.go}).
 *
 * @param finalizers what must happen before a deleted object goes
 * @param conditions {@code Selected}, {@code AllInjected}, {@code AllRecovered}, {@code Paused}, each {@code True} or
 *     {@code False}; they carry no times, the records' events do
 * @param stopped whether Chaos Mesh takes the fault back or has done so
 */
record Status(List<String> finalizers, Map<String, String> conditions, List<Target> targets, boolean stopped) {

    private static final String TRUE = "True";

    static Status of(GenericKubernetesResource resource) {
        JsonObject status = new JsonObject(Serialization.asJson(resource)).getJsonObject("status", new JsonObject());
        Map<String, String> conditions = new HashMap<>();
        for (JsonObject condition : objects(status, "conditions")) {
            conditions.put(condition.getString("type", ""), condition.getString("status", ""));
        }
        JsonObject experiment = status.getJsonObject("experiment", new JsonObject());
        return new Status(
                List.copyOf(resource.getMetadata().getFinalizers()),
                Map.copyOf(conditions),
                objects(experiment, "containerRecords").stream().map(Target::of).toList(),
                "Stop".equals(experiment.getString("desiredPhase")));
    }

    /** Whether the controller has picked pods. It says no for a moment before it has looked at all. */
    boolean hasSelected() {
        return TRUE.equals(conditions.get("Selected"));
    }

    boolean isInjected() {
        return TRUE.equals(conditions.get("AllInjected"));
    }

    boolean isRecovered() {
        return TRUE.equals(conditions.get("AllRecovered"));
    }

    /** Whether the controller has ever touched the object. */
    boolean isUntouched() {
        return conditions.isEmpty() && finalizers.isEmpty();
    }

    /** {@code shop/web-1 (14:05:03Z), shop/web-2 (14:05:04Z)}. */
    String injected() {
        return targets.stream()
                .filter(Target::isInjected)
                .map(target -> target.id() + (target.injectedAt().isEmpty() ? "" : " (" + target.injectedAt() + ")"))
                .collect(Collectors.joining(", "));
    }

    /** Targets that are not injected, with the last error of Chaos Mesh. */
    String notInjected() {
        return targets.stream()
                .filter(target -> !target.isInjected())
                .map(Target::told)
                .collect(Collectors.joining(", "));
    }

    /** Targets that are not recovered, with the last error of Chaos Mesh. */
    String notRecovered() {
        return targets.stream()
                .filter(target -> !target.isRecovered())
                .map(Target::told)
                .collect(Collectors.joining(", "));
    }

    /**
     * One that Chaos Mesh has picked ({@code Record}).
     *
     * @param id {@code namespace/pod}, or {@code namespace/pod/container}
     * @param phase {@code Injected}, {@code Not Injected}, or one of these with what is waited for after a slash
     * @param injectedAt a time in whole seconds, empty if it has not been injected
     * @param failure what last went wrong, empty if nothing did
     */
    record Target(String id, String phase, String injectedAt, String failure) {

        static Target of(JsonObject record) {
            String injectedAt = "";
            String failure = "";
            for (JsonObject event : objects(record, "events")) {
                if (event.getString("type", "").equals("Failed")) {
                    failure = event.getString("operation", "") + ": " + event.getString("message", "");
                } else if (event.getString("operation", "").equals("Apply")) {
                    injectedAt = event.getString("timestamp", "");
                }
            }
            return new Target(record.getString("id", ""), record.getString("phase", ""), injectedAt, failure);
        }

        boolean isInjected() {
            return phase.equals("Injected");
        }

        boolean isRecovered() {
            return phase.equals("Not Injected");
        }

        String pod() {
            String[] parts = id.split("/", -1);
            return parts.length > 1 ? parts[1] : id;
        }

        String told() {
            return id + " (" + phase + (failure.isEmpty() ? "" : "; " + failure) + ")";
        }
    }

    private static List<JsonObject> objects(JsonObject parent, String name) {
        JsonArray array = parent.getJsonArray(name, new JsonArray());
        return array == null
                ? List.of()
                : array.stream().map(JsonObject.class::cast).toList();
    }
}
