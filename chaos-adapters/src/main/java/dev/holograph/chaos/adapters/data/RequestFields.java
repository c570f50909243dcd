package dev.holograph.chaos.adapters.data;

import dev.holograph.chaos.adapters.data.RequestValues.Escaping;
import dev.holograph.chaos.scenario.RequestTemplate;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** The fields of a request in which values may stand, by the names that tell their random values apart. */
public final class RequestFields {

    public static final String PATH = "path";
    public static final String BODY = "body";
    public static final String MESSAGE = "message";

    private RequestFields() {}

    public static String header(String name) {
        return "header " + name;
    }

    /** How values of the data stand in a body or a message: in JSON as the inside of a string. */
    public static Escaping escaping(String text) {
        return isJson(text) ? Escaping.JSON : Escaping.NONE;
    }

    /**
     * A text that is the same for each connection, with the values of a load's setup.
     *
     * @param field that it stands in
     */
    public static String filled(String text, String field, Map<String, String> setup) {
        Escaping escaping = field.equals(PATH) ? Escaping.URL : field.equals(MESSAGE) ? escaping(text) : Escaping.NONE;
        return RequestTemplate.withSetup(text, setup, value -> switch (escaping) {
            case NONE -> value;
            case URL -> RequestValues.url(value);
            case JSON -> RequestValues.json(value);
        });
    }

    /** Whether a text is an object or an array of JSON once its places are filled. */
    public static boolean isJson(String text) {
        try {
            Object json = Json.decodeValue(RequestTemplate.of(text).filledWith("0"));
            return json instanceof JsonObject || json instanceof JsonArray;
        } catch (DecodeException e) {
            return false;
        }
    }
}
