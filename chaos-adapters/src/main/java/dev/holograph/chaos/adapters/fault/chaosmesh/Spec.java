package dev.holograph.chaos.adapters.fault.chaosmesh;

import dev.holograph.chaos.adapters.cluster.Labels;
import dev.holograph.chaos.plan.KubernetesTarget;
import dev.holograph.chaos.scenario.Direction;
import dev.holograph.chaos.scenario.FaultStep;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** The parts that specs of Chaos Mesh have in common, in its own words. */
final class Spec {

    /**
     * Chaos Mesh counts from the object's creation ({@code controllers/common/desiredphase}): enough for the injection
     * and for an undo that uses up its deadline, so that the backstop never comes first.
     */
    static final Duration MARGIN = Duration.ofMinutes(2);

    /** The backstop of a fault that lasts to the end of its phase; a driver does not know how long that is. */
    static final Duration TO_THE_END = Duration.ofHours(2);

    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000_000;

    private Spec() {}

    /** @throws IllegalArgumentException if the target's selector cannot be said in Chaos Mesh's words */
    static JsonObject of(String action, KubernetesTarget target) {
        Map<String, String> labels = Labels.parse(target.selector());
        JsonObject selector = new JsonObject()
                .put("namespaces", new JsonArray().add(target.namespace()))
                .put("labelSelectors", new JsonObject(Map.copyOf(labels)));
        return new JsonObject().put("action", action).put("mode", "all").put("selector", selector);
    }

    /** Selects this many of the pods; Chaos Mesh chooses which. */
    static JsonObject some(JsonObject spec, int pods, int of) {
        // Not fixed-percent: it rounds up (pkg/selector/generic/mode.go), and the plan has promised a number.
        return pods >= of ? spec : spec.put("mode", "fixed").put("value", "" + pods);
    }

    /** When Chaos Mesh ends the fault by itself, should nobody be left to delete the object. */
    static String backstop(FaultStep step) {
        Duration length = step.length();
        return duration(length == null ? TO_THE_END : length.plus(MARGIN));
    }

    /** As Go reads it, in one unit, as the schema's pattern wants it: {@code 250ms}. */
    static String duration(Duration duration) {
        long nanos = duration.toNanos();
        return nanos % MILLI == 0 ? nanos / MILLI + "ms" : nanos / MICRO + "us";
    }

    /** Seen from the selected pods: what they send goes {@code to} others, what others send them comes {@code from}. */
    static String direction(Direction direction) {
        return switch (direction) {
            case RESPONSES -> "to";
            case REQUESTS -> "from";
            case BOTH -> "both";
        };
    }

    /**
     * For what is done by shaping: it acts on what a pod sends.
     *
     * @throws IllegalArgumentException if the direction covers what clients send; {@code networkchaos_webhook.go}
     *     refuses {@code from} and {@code both} where no pods are named that send it
     */
    static String shaped(String type, Direction direction) {
        if (direction != Direction.RESPONSES) {
            throw new IllegalArgumentException("Chaos Mesh shapes what the target's pods send, not what their clients"
                    + " send them: " + type + " has direction: "
                    + direction.name().toLowerCase(Locale.ROOT)
                    + " and needs direction: responses; for the other way use driver proxy or gremlin");
        }
        return direction(direction);
    }
}
