package dev.holograph.chaos.adapters.message.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The stand-in for Slack is known to refuse: each limit is met once exactly and exceeded once. */
class SlackRulesTest {

    private static JsonObject text(String type, int length) {
        return new JsonObject().put("type", type).put("text", "x".repeat(length));
    }

    private static JsonObject section(int length) {
        return new JsonObject().put("type", "section").put("text", text("mrkdwn", length));
    }

    private static JsonObject fields(int count, int length) {
        return new JsonObject()
                .put("type", "section")
                .put("fields", new JsonArray(Collections.nCopies(count, text("mrkdwn", length))));
    }

    private static JsonObject context(int count) {
        return new JsonObject()
                .put("type", "context")
                .put("elements", new JsonArray(Collections.nCopies(count, text("mrkdwn", 10))));
    }

    private static JsonObject header(int length) {
        return new JsonObject().put("type", "header").put("text", text("plain_text", length));
    }

    private static String message(List<JsonObject> blocks) {
        return new JsonObject().put("blocks", new JsonArray(blocks)).encode();
    }

    static Stream<Arguments> limits() {
        return Stream.of(
                Arguments.of("header of 150", List.of(header(150)), List.of(header(151))),
                Arguments.of("header not empty", List.of(header(1)), List.of(header(0))),
                Arguments.of("section of 3000", List.of(section(3000)), List.of(section(3001))),
                Arguments.of("section not empty", List.of(section(1)), List.of(section(0))),
                Arguments.of("10 fields", List.of(fields(10, 10)), List.of(fields(11, 10))),
                Arguments.of("field of 2000", List.of(fields(1, 2000)), List.of(fields(1, 2001))),
                Arguments.of("10 elements of a context", List.of(context(10)), List.of(context(11))),
                Arguments.of("50 blocks", Collections.nCopies(50, section(1)), Collections.nCopies(51, section(1))),
                Arguments.of(
                        "block id of 255",
                        List.of(section(1).put("block_id", "i".repeat(255))),
                        List.of(section(1).put("block_id", "i".repeat(256)))),
                Arguments.of(
                        "a header is plain text",
                        List.of(header(5)),
                        List.of(new JsonObject().put("type", "header").put("text", text("mrkdwn", 5)))));
    }

    @ParameterizedTest
    @MethodSource("limits")
    void aLimitMayBeMetAndNotExceeded(String name, List<JsonObject> met, List<JsonObject> exceeded) {
        assertThat(SlackRules.refuse(message(met))).isEmpty();
        assertThat(SlackRules.refuse(message(exceeded))).contains("invalid_blocks");
    }

    @Test
    void aWholeMessageMayBeTooLong() {
        assertThat(SlackRules.refuse(message(Collections.nCopies(4, section(2900)))))
                .isEmpty();
        assertThat(SlackRules.refuse(message(Collections.nCopies(5, section(2900)))))
                .contains("msg_blocks_too_long");
    }

    @Test
    void whatIsNoMessageIsRefused() {
        assertThat(SlackRules.refuse("payload")).contains("invalid_payload");
        assertThat(SlackRules.refuse("{}")).contains("no_text");
    }
}
