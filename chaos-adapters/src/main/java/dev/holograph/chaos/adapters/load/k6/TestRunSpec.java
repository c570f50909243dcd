package dev.holograph.chaos.adapters.load.k6;

import dev.holograph.chaos.plan.LoadRunners;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * The spec of a TestRun, as {@code api/v1alpha1/testrun_types.go} of k6-operator has it. Each pod has k6 and a sidecar
 * ({@code initContainers} with {@code restartPolicy: Always}, Kubernetes 1.29), which brings its rows to a log.
 */
final class TestRunSpec {

    /** Where the operator mounts the ConfigMap. */
    static final String SCRIPTS = "/test";

    /** The container of k6, as the operator names it. */
    static final String K6 = "k6";

    /** The one whose log has the rows. */
    static final String SAMPLES = "samples";

    static final String FOLLOW = "follow.sh";

    private static final String RESULTS = "/results";
    static final String CSV = RESULTS + "/samples.csv";
    static final String SUMMARY = RESULTS + "/summary.json";

    private TestRunSpec() {}

    /**
     * @param name of the ConfigMap and the Secret
     * @param script its name in the ConfigMap
     * @param arguments of k6
     * @param needed metrics whose rows the sidecar passes on
     */
    static JsonObject of(LoadRunners runners, String name, String script, List<String> arguments, List<String> needed) {
        JsonObject starter = new JsonObject()
                .put("automountServiceAccountToken", "false")
                .put("imagePullPolicy", runners.pullPolicy());
        if (runners.starterImage() != null) {
            starter.put("image", runners.starterImage());
        }
        return new JsonObject()
                .put("parallelism", runners.count())
                .put("separate", runners.separate())
                .put("arguments", String.join(" ", arguments))
                .put(
                        "script",
                        new JsonObject()
                                .put(
                                        "configMap",
                                        new JsonObject().put("name", name).put("file", script)))
                // It would load the script without its variables, and fail.
                .put("initializer", new JsonObject().put("disabled", true))
                .put("starter", starter)
                .put("runner", runner(runners, name, needed));
    }

    private static JsonObject runner(LoadRunners runners, String name, List<String> needed) {
        JsonObject resources = new JsonObject().put("cpu", runners.cpu()).put("memory", runners.memory());
        JsonArray mounts =
                new JsonArray().add(new JsonObject().put("name", "results").put("mountPath", RESULTS));
        JsonObject pipe = container(runners, "pipe", mounts, "mkfifo " + CSV);
        JsonObject samples = container(
                        runners,
                        SAMPLES,
                        mounts,
                        "exec sh " + SCRIPTS + "/" + FOLLOW + " '" + String.join(" ", needed) + "' '"
                                + String.join(" ", changing(needed)) + "'")
                .put("restartPolicy", "Always")
                .put(
                        "resources",
                        new JsonObject().put("requests", new JsonObject(Map.of("cpu", "50m", "memory", "32Mi"))));
        return new JsonObject()
                .put("image", runners.image())
                .put("imagePullPolicy", runners.pullPolicy())
                .put("automountServiceAccountToken", "false")
                .put("resources", new JsonObject().put("requests", resources).put("limits", resources))
                .put(
                        "envFrom",
                        new JsonArray().add(new JsonObject().put("secretRef", new JsonObject().put("name", name))))
                .put("initContainers", new JsonArray().add(pipe).add(samples))
                .put(
                        "volumes",
                        new JsonArray()
                                .add(new JsonObject().put("name", "results").put("emptyDir", new JsonObject())))
                .put("volumeMounts", mounts);
    }

    /** An objective may ask for each row of them. */
    private static List<String> changing(List<String> needed) {
        return CsvRows.CHANGING_METRICS.stream()
                .filter(metric -> !needed.contains(metric))
                .toList();
    }

    private static JsonObject container(LoadRunners runners, String name, JsonArray mounts, String command) {
        return new JsonObject()
                .put("name", name)
                .put("image", runners.image())
                .put("command", new JsonArray(List.of("sh", "-c", command)))
                .put("volumeMounts", mounts);
    }
}
