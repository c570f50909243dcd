package dev.holograph.chaos.adapters.fault.toxiproxy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A proxy of a Toxiproxy, as it is at one moment.
 *
 * @param listen where clients connect, {@code host:port}
 * @param upstream where they are led
 * @param enabled whether it listens
 * @param toxics those that act on it, by name: all that Toxiproxy says of each
 */
record Proxy(String name, String listen, String upstream, boolean enabled, SortedMap<String, JsonObject> toxics) {

    Proxy {
        toxics = Collections.unmodifiableSortedMap(new TreeMap<>(toxics));
    }

    static Proxy of(JsonObject json) {
        SortedMap<String, JsonObject> toxics = new TreeMap<>();
        for (Object toxic : json.getJsonArray("toxics", new JsonArray())) {
            toxics.put(((JsonObject) toxic).getString("name"), (JsonObject) toxic);
        }
        return new Proxy(
                json.getString("name"),
                json.getString("listen"),
                json.getString("upstream"),
                json.getBoolean("enabled", false),
                toxics);
    }

    /** Copy with these toxics in place of its own. */
    Proxy withToxics(SortedMap<String, JsonObject> other) {
        return new Proxy(name, listen, upstream, enabled, other);
    }

    /** {@code proxy 'redis' (127.0.0.1:26379 to 127.0.0.1:6379)}. */
    @Override
    public String toString() {
        return "proxy '" + name + "' (" + listen + " to " + upstream + ")";
    }
}
