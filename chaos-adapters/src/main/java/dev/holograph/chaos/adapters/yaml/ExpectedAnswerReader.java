package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.scenario.ExpectedAnswer;
import dev.holograph.chaos.scenario.Patterns;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code expect:} of a request by HTTP. */
final class ExpectedAnswerReader {

    /** Statuses whose answers have no body, in which a value could stand. */
    private static final Set<String> WITHOUT_BODY = Set.of("1xx", "204", "205", "304");

    private ExpectedAnswerReader() {}

    /** A status, or a block that says more. */
    static @Nullable ExpectedAnswer read(@Nullable Item item, @Nullable String method) {
        if (item == null) {
            return null;
        }
        if (item.isText()) {
            String status = item.parsed(text -> {
                if (!text.matches(Patterns.STATUS)) {
                    throw new IllegalArgumentException("'" + text + "' " + Patterns.NO_STATUS);
                }
                return text;
            });
            return status == null ? null : ExpectedAnswer.status(status);
        }
        if (item.isList()) {
            item.wrong("'expect' is one status or a block, not a list", "write expect: { status: [200, 201] }");
            return null;
        }
        Block block = item.block();
        if (block == null) {
            return null;
        }
        LoadKeys.Expect keys = KeyBinder.ofScenario().bind(block, LoadKeys.Expect.class);
        block.done();
        Map<String, String> values = values(keys.json());
        if (keys.json() != null && "HEAD".equals(method)) {
            keys.json().wrong("an answer to HEAD has no body", "remove json:, or use GET");
        }
        if (keys.json() != null && keys.status().stream().anyMatch(WITHOUT_BODY::contains)) {
            keys.json()
                    .wrong(
                            "an answer with status "
                                    + String.join(
                                            " or ",
                                            keys.status().stream()
                                                    .filter(WITHOUT_BODY::contains)
                                                    .toList())
                                    + " has no body",
                            "remove json:, or the status");
        }
        if (keys.status().isEmpty()) {
            return null; // the mistake was noted
        }
        return new ExpectedAnswer(keys.status(), values);
    }

    /** What must stand at JSON pointers of an answer; none where nothing is written. */
    static Map<String, String> values(@Nullable Item item) {
        Map<String, String> values = new LinkedHashMap<>();
        Block inner = item == null ? null : item.block();
        if (item != null && inner != null) {
            inner.all().forEach((pointer, value) -> {
                String text = value.text();
                if (!pointer.matches(Patterns.POINTER)) {
                    value.wrong("'" + pointer + "' " + Patterns.NO_POINTER, null);
                } else if (text != null && text.contains("{id}")) {
                    value.wrong(
                            "an expected value is the same for each answer",
                            "for the request's own id write id: " + pointer);
                } else if (text != null) {
                    values.put(pointer, text);
                }
            });
            if (inner.all().isEmpty()) {
                item.wrong("'json' names no value", "write, for example, `json: { /state: ready }`");
            }
        }
        return values;
    }
}
