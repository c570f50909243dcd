package dev.holograph.chaos.adapters.fault.toxiproxy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * A proxy of a Toxiproxy, as it is at one moment.
 *
 * @param listen where clients connect, {@code host:port}
 * @param upstream where they are led
 * @param enabled whether it listens
 * @param toxics the names of those that act on it
 */
record Proxy(String name, String listen, String upstream, boolean enabled, List<String> toxics) {

    Proxy {
        toxics = List.copyOf(toxics);
    }

    static Proxy of(JsonObject json) {
        List<String> toxics = json.getJsonArray("toxics", new JsonArray()).stream()
                .map(toxic -> ((JsonObject) toxic).getString("name"))
                .toList();
        return new Proxy(
                json.getString("name"),
                json.getString("listen"),
                json.getString("upstream"),
                json.getBoolean("enabled", false),
                toxics);
    }

    /** {@code proxy 'redis' (127.0.0.1:26379 to 127.0.0.1:6379)}. */
    @Override
    public String toString() {
        return "proxy '" + name + "' (" + listen + " to " + upstream + ")";
    }
}
