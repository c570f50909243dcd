package dev.holograph.chaos.adapters.fault.toxiproxy;

import dev.holograph.chaos.scenario.Direction;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.scenario.fault.Bandwidth;
import dev.holograph.chaos.scenario.fault.Latency;
import dev.holograph.chaos.scenario.fault.Partition;
import dev.holograph.chaos.scenario.fault.SlowClose;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A fault in Toxiproxy's terms. Types, attributes and their units are those of its README, section Toxics: times in
 * milliseconds, rates in KB of 1000 bytes each second, whole numbers all.
 *
 * @param attributes of the type
 * @param does what it does to {@code %s}, in words
 */
record Toxic(String type, Direction direction, Map<String, Long> attributes, String does) {

    private static final long BYTES_IN_KB = 1000;

    Toxic {
        attributes = Map.copyOf(attributes);
    }

    /** @throws IllegalArgumentException if Toxiproxy cannot do it as it is written */
    static Toxic of(Latency fault) {
        if (fault.distribution() != Latency.Distribution.UNIFORM) {
            throw new IllegalArgumentException(
                    "Toxiproxy draws jitter evenly, so distribution: normal cannot be honoured; leave distribution: out,"
                            + " or choose the driver proxy for latency");
        }
        String jitter = fault.jitter().isZero() ? "" : " ± " + Quantity.time(fault.jitter());
        return new Toxic(
                "latency",
                fault.direction(),
                Map.of("latency", millis("delay", fault.delay()), "jitter", millis("jitter", fault.jitter())),
                "delivers the %s late by " + Quantity.time(fault.delay()) + jitter);
    }

    /** @throws IllegalArgumentException if Toxiproxy cannot do it as it is written */
    static Toxic of(Bandwidth fault) {
        double rate = fault.rate().value() / BYTES_IN_KB;
        if (rate < 1 || rate != Math.rint(rate)) {
            throw new IllegalArgumentException("Toxiproxy counts in whole kB (1000 bytes) each second, so rate: "
                    + fault.rate() + " cannot be honoured; write rate: " + Math.max(1, Math.round(rate))
                    + "kB, or choose the driver proxy for bandwidth");
        }
        return new Toxic(
                "bandwidth",
                fault.direction(),
                Map.of("rate", Math.round(rate)),
                "lets the %s pass at no more than " + Math.round(rate) + "kB/s on each connection");
    }

    /** A time-out of 0 never comes: what arrives is thrown away, and nothing is closed. */
    static Toxic of(Partition fault) {
        return new Toxic(
                "timeout",
                fault.direction(),
                Map.of("timeout", 0L),
                "throws the %s away, refusing nothing; its undo closes the connections that were open");
    }

    /** @throws IllegalArgumentException if Toxiproxy cannot do it as it is written */
    static Toxic of(SlowClose fault) {
        return new Toxic(
                "slow_close",
                Direction.BOTH,
                Map.of("delay", millis("delay", fault.delay())),
                "passes on the end of connections for the %s late by " + Quantity.time(fault.delay()));
    }

    /** What Toxiproxy calls the directions: up to the target, down to its clients. One toxic acts on one of them. */
    List<String> streams() {
        List<String> streams = new ArrayList<>();
        if (direction.coversRequests()) {
            streams.add("upstream");
        }
        if (direction.coversResponses()) {
            streams.add("downstream");
        }
        return streams;
    }

    /** As Toxiproxy's API takes it. */
    JsonObject json(String name, String stream) {
        JsonObject values = new JsonObject();
        attributes.forEach(values::put);
        return new JsonObject()
                .put("name", name)
                .put("type", type)
                .put("stream", stream)
                .put("toxicity", 1.0)
                .put("attributes", values);
    }

    /**
     * Whether Toxiproxy made of it what it was to be. Version 2.12.0 answers 200 to attributes whose names it does not know,
     * leaves them out and takes 0: a toxic that does nothing.
     *
     * @param added what it answered to the addition
     */
    boolean isAsAdded(JsonObject added) {
        JsonObject values = added.getJsonObject("attributes", new JsonObject());
        return type.equals(added.getString("type"))
                && added.getDouble("toxicity", 0.0) == 1.0
                && attributes.entrySet().stream()
                        .allMatch(attribute -> attribute.getValue().equals(values.getLong(attribute.getKey())));
    }

    /** What will happen, for a plan. */
    String describe(String target) {
        String what =
                switch (direction) {
                    case REQUESTS -> "requests to " + target;
                    case RESPONSES -> "responses of " + target;
                    case BOTH -> "requests to and responses of " + target;
                };
        return "Toxiproxy " + String.format(does, what) + " (toxic " + type + ")";
    }

    private static long millis(String key, Duration value) {
        if (!value.equals(Duration.ofMillis(value.toMillis()))) {
            throw new IllegalArgumentException("Toxiproxy counts in whole milliseconds, so " + key + ": "
                    + Quantity.time(value) + " cannot be honoured; write whole ones, or choose the driver proxy");
        }
        return value.toMillis();
    }
}
