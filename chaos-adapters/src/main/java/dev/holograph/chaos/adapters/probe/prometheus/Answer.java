package dev.holograph.chaos.adapters.probe.prometheus;

import dev.holograph.chaos.adapters.probe.NoNumberException;
import dev.holograph.chaos.spi.DriverException;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/**
 * The answer to an instant query, as
 * <a href="https://prometheus.io/docs/prometheus/latest/querying/api/">the HTTP API</a> describes it.
 */
final class Answer {

    private static final int LONGEST_MESSAGE = 200;

    private Answer() {}

    /**
     * The number of a scalar, or of a vector's only sample.
     *
     * @throws NoNumberException if it has none, several, or {@code NaN}
     * @throws DriverException if it is an error
     */
    static double number(String place, int status, String body) throws NoNumberException, DriverException {
        JsonObject json;
        try {
            json = new JsonObject(body);
            if (!"success".equals(json.getValue("status"))) {
                throw new DriverException(place + " answered " + status + ": " + error(json));
            }
            JsonObject data = json.getJsonObject("data");
            return number(place, data.getString("resultType"), data.getJsonArray("result"));
        } catch (DecodeException | ClassCastException | NullPointerException | IndexOutOfBoundsException e) {
            throw new DriverException(place + " answered " + status + ", and that is no answer of its HTTP API; see"
                    + " that the target's url: leads to a Prometheus");
        }
    }

    private static double number(String place, String type, JsonArray result) throws NoNumberException {
        if (type.equals("scalar")) {
            return value(place, result.getString(1));
        }
        if (!type.equals("vector")) {
            throw new NoNumberException("the query of " + place + " gives a " + type
                    + ", and one number is due; ask for an instant vector: sum(rate(…[1m]))");
        }
        if (result.isEmpty()) {
            throw new NoNumberException(
                    "the query of " + place + " finds nothing; where nothing means 0, write" + " … or vector(0)");
        }
        if (result.size() > 1) {
            throw new NoNumberException("the query of " + place + " gives " + result.size()
                    + " samples, and one number is due; make it one by sum(…), max(…) or more labels");
        }
        return value(place, result.getJsonObject(0).getJsonArray("value").getString(1));
    }

    private static double value(String place, String text) throws NoNumberException {
        String plain = text.toLowerCase(Locale.ROOT);
        if (plain.equals("nan") || plain.endsWith("inf")) {
            throw new NoNumberException("the query of " + place + " gives " + text
                    + "; a quotient of nothing by nothing is none: see that there is traffic");
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new NoNumberException("the query of " + place + " gives no number");
        }
    }

    private static String error(JsonObject json) {
        String text = String.valueOf(json.getValue("error")).replaceAll("\\s+", " ");
        return text.length() > LONGEST_MESSAGE ? text.substring(0, LONGEST_MESSAGE) + "…" : text;
    }
}
