package dev.holograph.chaos.adapters.load.setup;

import dev.holograph.chaos.adapters.data.AnswerPointer;
import dev.holograph.chaos.adapters.data.Expectation;
import dev.holograph.chaos.adapters.data.StrictJson;
import dev.holograph.chaos.report.PlainText;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.scenario.SetupRequest;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.LoadPlan;
import dev.holograph.chaos.spi.SecretForms;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The answer to the request of a load's {@code setup:}. What it says is secret where it may be what was asked for. */
record SetupAnswer(int status, String body) {

    /** In characters of a text that a person reads. */
    private static final int LONGEST_SAMPLE = 200;

    private static final int MOST_NAMES = 20;
    private static final int LONGEST_NAME = 60;

    /** A header with it, and k6's variables, stay within what servers and Linux take. */
    private static final int LONGEST_VALUE = 16_384;

    private static final int FIRST_ERROR = 400;

    /**
     * Takes the values out of the answer.
     *
     * @param words that a message begins with
     * @param now when it was received
     */
    Map<String, String> values(SetupRequest setup, LoadPlan plan, String words, Instant now) throws DriverException {
        Expectation expected = Expectation.of(setup.expect());
        String where = " (" + plan.load().location() + ")";
        if (!expected.isMetBy(status)) {
            throw new DriverException(words + "was answered with status " + status + ", expected is "
                    + String.join(", ", setup.expect().statuses()) + said(setup, plan) + where);
        }
        Object json = StrictJson.read(body);
        if (!(json instanceof JsonObject || json instanceof JsonArray)) {
            throw new DriverException(words + "was answered with status " + status + ", and not with JSON" + where);
        }
        if (!expected.hasItsValues(json)) {
            throw new DriverException(words + "was answered without the expected values" + shape(json) + where);
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (Map.Entry<String, String> wanted : new TreeMap<>(setup.values()).entrySet()) {
            String pointer = wanted.getValue();
            String text = text(pointer, json);
            if (text == null) {
                throw new DriverException(words + "was answered with status " + status + ", but no text, whole number,"
                        + " true or false stands at " + pointer + ", where '" + wanted.getKey() + "' should be"
                        + shape(json) + where);
            }
            if (text.isEmpty() || text.length() > LONGEST_VALUE || text.chars().anyMatch(Character::isISOControl)) {
                throw new DriverException(words + "was answered with a value at " + pointer + " that is empty, longer"
                        + " than " + LONGEST_VALUE + " characters, or has a line break" + where);
            }
            int last = pointer.lastIndexOf('/');
            Optional<Expiry> expiry =
                    Expiry.of(pointer.substring(last + 1), text, node(pointer.substring(0, last), json), now);
            if (expiry.isPresent()) {
                outlives(plan, expiry.get(), words + "was answered with a value at " + pointer, where);
            }
            values.put(wanted.getKey(), text);
        }
        return values;
    }

    /** A token that expires under the load would make each later request fail, and the system would be blamed for it. */
    private static void outlives(LoadPlan plan, Expiry expiry, String found, String where) throws DriverException {
        Duration needed = plan.length().plus(plan.load().timeout());
        if (expiry.in().compareTo(needed) >= 0) {
            return;
        }
        long seconds = expiry.in().toSeconds();
        throw new DriverException(found + " that "
                + (seconds > 0 ? "expires in " + Quantity.time(Duration.ofSeconds(seconds)) : "has expired") + " ("
                + expiry.by() + "), but the load needs it for " + Quantity.time(needed)
                + ", its time-out included: requests after that would fail by the token and not by the system;"
                + " let it live longer in the test system, or shorten the phases" + where);
    }

    /** What stands at a JSON pointer; {@code null}: nothing that can be written into a request. */
    private static @Nullable String text(String pointer, @Nullable Object json) {
        Object value = node(pointer, json);
        boolean isPlain = value instanceof String
                || value instanceof Boolean
                || value instanceof Integer
                || value instanceof Long
                || value instanceof BigInteger;
        return isPlain ? String.valueOf(value) : null;
    }

    private static @Nullable Object node(String pointer, @Nullable Object json) {
        if (pointer.isEmpty()) {
            return json;
        }
        try {
            return AnswerPointer.of(pointer).in(json);
        } catch (DriverException e) {
            throw new IllegalStateException("no reader lets it pass", e);
        }
    }

    /** What an error says of itself. In any other answer the token may stand where nobody expects it: only names are shown. */
    private String said(SetupRequest setup, LoadPlan plan) {
        Object json = StrictJson.read(body);
        if (status < FIRST_ERROR) {
            return shape(json);
        }
        List<String> secrets = new ArrayList<>(plan.secrets());
        secrets.addAll(setup.secrets());
        secrets.addAll(found(setup, json));
        String safe = SecretForms.of(secrets.toArray(String[]::new)).hiddenIn(body);
        String line = PlainText.of(safe).replaceAll("\\s+", " ").strip();
        boolean isLong = line.codePointCount(0, line.length()) > LONGEST_SAMPLE;
        return line.isEmpty()
                ? ""
                : ": " + (isLong ? line.substring(0, line.offsetByCodePoints(0, LONGEST_SAMPLE)) + " …" : line);
    }

    private static List<String> found(SetupRequest setup, @Nullable Object json) {
        List<String> found = new ArrayList<>();
        for (String pointer : setup.values().values()) {
            String text = text(pointer, json);
            if (text != null) {
                found.add(text);
            }
        }
        return found;
    }

    /** Names of members up to the second level, by which a person finds the right pointer. */
    private static String shape(@Nullable Object json) {
        List<String> names = new ArrayList<>();
        if (json instanceof JsonObject object) {
            for (String name : object.fieldNames()) {
                names.add("/" + name);
                if (object.getValue(name) instanceof JsonObject inner) {
                    inner.fieldNames().forEach(second -> names.add("/" + name + "/" + second));
                }
            }
        }
        List<String> shown = names.stream()
                .filter(name -> name.length() <= LONGEST_NAME)
                .limit(MOST_NAMES)
                .toList();
        return shown.isEmpty()
                ? ""
                : "; it has " + PlainText.of(String.join(", ", shown)).replaceAll("\\s+", " ");
    }
}
