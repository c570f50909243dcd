package dev.holograph.chaos.adapters.fault.chaosmesh;

import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Plays the part of Chaos Mesh's controller and daemon on a real API server, for Chaos Mesh itself needs images and a
 * kernel that are not everywhere. One step for each look at an object, as the controllers of
 * github.com/chaos-mesh/chaos-mesh at 608b61e do it: {@code controllers/common/finalizers/controller.go} sets and
 * takes off {@code chaos-mesh/records}; {@code controllers/common/records/controller.go} selects, applies, recovers
 * and notes failures; {@code controllers/common/condition/controller.go} says {@code Selected: False} before anything
 * is selected. Pods are really deleted; that a container was started again is only written into its pod's status.
 */
final class MeshController implements AutoCloseable {

    /** What it does when it is asked. */
    enum Behaviour {
        PROMPT,
        SELECTS_NOTHING,
        CANNOT_INJECT,
        /** It does its work, and does not learn that it did. */
        INJECTS_UNHEARD,
        CANNOT_RECOVER
    }

    static final String FINALIZER = "chaos-mesh/records";

    private final KubernetesClient client;
    private final String namespace;
    private final Behaviour behaviour;
    private final long pauseMillis;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final List<SharedIndexInformer<GenericKubernetesResource>> watches = new ArrayList<>();
    private final Map<String, JsonObject> specs = new ConcurrentHashMap<>();

    /** @param pause before each step */
    MeshController(KubernetesClient client, String namespace, Behaviour behaviour, Duration pause) {
        this.client = client;
        this.namespace = namespace;
        this.behaviour = behaviour;
        this.pauseMillis = pause.toMillis();
        for (Kind kind : Kind.values()) {
            watches.add(client.genericKubernetesResources(kind.definition())
                    .inNamespace(namespace)
                    .inform(new ResourceEventHandler<>() {
                        @Override
                        public void onAdd(GenericKubernetesResource object) {
                            enqueue(kind, object.getMetadata().getName());
                        }

                        @Override
                        public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource now) {
                            enqueue(kind, now.getMetadata().getName());
                        }

                        @Override
                        public void onDelete(GenericKubernetesResource object, boolean unknown) {
                            // nothing is left to do
                        }
                    }));
        }
    }

    /** The spec of an object as the API server has stored it, also when the object is gone. */
    Map<String, JsonObject> specs() {
        return Map.copyOf(specs);
    }

    private void enqueue(Kind kind, String name) {
        try {
            thread.schedule(() -> reconcile(kind, name), pauseMillis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // it is closed
        }
    }

    private void reconcile(Kind kind, String name) {
        try {
            Resource<GenericKubernetesResource> resource = client.genericKubernetesResources(kind.definition())
                    .inNamespace(namespace)
                    .withName(name);
            GenericKubernetesResource object = resource.get();
            if (object == null) {
                return;
            }
            JsonObject json = new JsonObject(Serialization.asJson(object));
            specs.put(name, json.getJsonObject("spec"));
            JsonObject next = step(json.copy());
            if (!next.equals(json)) {
                client.genericKubernetesResources(kind.definition())
                        .inNamespace(namespace)
                        .resource(Serialization.unmarshal(next.encode(), GenericKubernetesResource.class))
                        .update();
            }
        } catch (KubernetesClientException e) {
            if (e.getCode() == 409) {
                enqueue(kind, name);
            }
        }
    }

    /** The object after the next step; the change brings the one after that. */
    private JsonObject step(JsonObject object) {
        JsonObject metadata = object.getJsonObject("metadata");
        boolean deleted = metadata.getString("deletionTimestamp") != null;
        JsonArray finalizers = metadata.getJsonArray("finalizers", new JsonArray());
        JsonObject status = object.getJsonObject("status", new JsonObject());
        object.put("status", status);
        if (!status.containsKey("experiment")) {
            status.put("experiment", new JsonObject());
        }
        JsonObject experiment = status.getJsonObject("experiment");
        JsonArray records = experiment.getJsonArray("containerRecords");
        if (deleted) {
            recover(metadata, status, experiment, records);
        } else if (!finalizers.contains(FINALIZER)) {
            metadata.put("finalizers", finalizers.copy().add(FINALIZER));
        } else if (!status.containsKey("conditions")) {
            experiment.put("desiredPhase", "Run");
            conditions(status, records);
        } else if (records == null) {
            select(object.getJsonObject("spec"), experiment);
            conditions(status, experiment.getJsonArray("containerRecords"));
        } else {
            apply(object.getJsonObject("spec"), records);
            conditions(status, records);
        }
        return object;
    }

    private void recover(JsonObject metadata, JsonObject status, JsonObject experiment, @Nullable JsonArray records) {
        experiment.put("desiredPhase", "Stop");
        boolean clean = true;
        for (JsonObject record : objects(records)) {
            if (!record.getString("phase").equals("Not Injected")) {
                clean = false;
                if (behaviour == Behaviour.CANNOT_RECOVER) {
                    record.put("phase", "Injected/Wait");
                    note(record, "Failed", "Recover", "unable to flush tc rules");
                } else {
                    record.put("phase", "Not Injected");
                    note(record, "Succeeded", "Recover", "");
                }
            }
        }
        if (clean) {
            metadata.put("finalizers", new JsonArray());
        } else {
            conditions(status, records);
        }
    }

    private void select(JsonObject spec, JsonObject experiment) {
        if (behaviour == Behaviour.SELECTS_NOTHING) {
            return;
        }
        JsonArray records = new JsonArray();
        List<Pod> pods = pods(spec);
        int count = spec.getString("mode").equals("fixed") ? Integer.parseInt(spec.getString("value")) : pods.size();
        for (Pod pod : pods.subList(0, count)) {
            String container = spec.getString("action").equals("container-kill")
                    ? "/" + spec.getJsonArray("containerNames").getString(0)
                    : "";
            records.add(new JsonObject()
                    .put("id", namespace + "/" + pod.getMetadata().getName() + container)
                    .put("selectorKey", ".")
                    .put("phase", "Not Injected")
                    .put("injectedCount", 0)
                    .put("recoveredCount", 0));
        }
        if (!records.isEmpty()) {
            experiment.put("containerRecords", records);
        }
    }

    private List<Pod> pods(JsonObject spec) {
        JsonObject selector = spec.getJsonObject("selector");
        Map<String, String> labels = new ConcurrentHashMap<>();
        selector.getJsonObject("labelSelectors").forEach(label -> labels.put(label.getKey(), "" + label.getValue()));
        return client
                .pods()
                .inNamespace(selector.getJsonArray("namespaces").getString(0))
                .withLabels(labels)
                .list()
                .getItems()
                .stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .toList();
    }

    private void apply(JsonObject spec, JsonArray records) {
        for (JsonObject record : objects(records)) {
            boolean failedAlready = record.containsKey("events");
            if (record.getString("phase").equals("Injected") || failedAlready) {
                continue;
            }
            if (behaviour == Behaviour.CANNOT_INJECT) {
                note(record, "Failed", "Apply", "RTNETLINK answers: not supported");
                continue;
            }
            Resource<Pod> pod = client.pods()
                    .inNamespace(namespace)
                    .withName(record.getString("id").split("/")[1]);
            switch (spec.getString("action")) {
                case "pod-kill" ->
                    client.pods()
                            .inNamespace(namespace)
                            .withName(record.getString("id").split("/")[1])
                            .withGracePeriod(spec.getLong("gracePeriod"))
                            .delete();
                case "container-kill" ->
                    startedAgain(pod, spec.getJsonArray("containerNames").getString(0));
                default -> {
                    // networks are not played
                }
            }
            if (behaviour == Behaviour.INJECTS_UNHEARD) {
                note(record, "Failed", "Apply", "rpc error: the connection was lost");
                continue;
            }
            record.put("phase", "Injected").put("injectedCount", 1);
            note(record, "Succeeded", "Apply", "");
        }
    }

    private static void startedAgain(Resource<Pod> pod, String container) {
        pod.editStatus(now -> now.edit()
                .editStatus()
                .withContainerStatuses(new ContainerStatusBuilder()
                        .withName(container)
                        .withImage("nothing")
                        .withImageID("")
                        .withReady(false)
                        .withRestartCount(1)
                        .build())
                .endStatus()
                .build());
    }

    private static void note(JsonObject record, String type, String operation, String message) {
        JsonArray events = record.getJsonArray("events", new JsonArray()).copy();
        boolean known = objects(events).stream()
                .anyMatch(event -> event.getString("type").equals(type)
                        && event.getString("operation").equals(operation));
        if (!known) {
            record.put(
                    "events",
                    events.add(new JsonObject()
                            .put("type", type)
                            .put("operation", operation)
                            .put("message", message)
                            .put("timestamp", "2026-08-07T17:44:45Z")));
        }
    }

    private static void conditions(JsonObject status, @Nullable JsonArray records) {
        List<JsonObject> all = objects(records);
        boolean any = !all.isEmpty();
        status.put(
                "conditions",
                new JsonArray()
                        .add(condition("Selected", any))
                        .add(condition(
                                "AllInjected",
                                any
                                        && all.stream().allMatch(record -> record.getString("phase")
                                                .equals("Injected"))))
                        .add(condition(
                                "AllRecovered",
                                any
                                        && all.stream().allMatch(record -> record.getString("phase")
                                                .equals("Not Injected"))))
                        .add(condition("Paused", false)));
    }

    private static JsonObject condition(String type, boolean holds) {
        return new JsonObject().put("type", type).put("status", holds ? "True" : "False");
    }

    private static List<JsonObject> objects(@Nullable JsonArray array) {
        return array == null
                ? List.of()
                : array.stream().map(JsonObject.class::cast).toList();
    }

    @Override
    public void close() {
        watches.forEach(SharedIndexInformer::close);
        thread.shutdownNow();
    }
}
