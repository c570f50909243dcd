package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.scenario.RequestTemplate;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Tells bodies in JSON from others. A class of its own: what has no body need not load the library. */
final class JsonBody {

    private JsonBody() {}

    /** Whether it is an object or an array once its places are filled. */
    static boolean isOne(String body) {
        try {
            Object json = Json.decodeValue(RequestTemplate.of(body).filledWith("0"));
            return json instanceof JsonObject || json instanceof JsonArray;
        } catch (DecodeException e) {
            return false;
        }
    }
}
