package dev.holograph.chaos.adapters.message.slack;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What Slack's reference says of messages and blocks (docs.slack.dev/reference/block-kit), as a server would refuse it;
 * and that whole messages are refused from about 13,000 characters on, which is documented nowhere.
 */
final class SlackRules {

    private static final int LONGEST_MESSAGE = 13_000;

    private SlackRules() {}

    /** The error that an incoming webhook answers; empty if the message is taken. */
    static Optional<String> refuse(String payload) {
        JsonObject message;
        try {
            message = new JsonObject(payload);
        } catch (DecodeException e) {
            return Optional.of("invalid_payload");
        }
        JsonArray blocks = message.getJsonArray("blocks");
        if (blocks == null || blocks.isEmpty()) {
            return message.getString("text", "").isEmpty() ? Optional.of("no_text") : Optional.empty();
        }
        if (blocks.encode().length() > LONGEST_MESSAGE) {
            return Optional.of("msg_blocks_too_long");
        }
        boolean valid = blocks.size() <= 50
                && blocks.stream().allMatch(block -> block instanceof JsonObject one && isBlock(one));
        return valid ? Optional.empty() : Optional.of("invalid_blocks");
    }

    private static boolean isBlock(JsonObject block) {
        String id = block.getString("block_id");
        if (id != null && id.length() > 255) {
            return false;
        }
        return switch (block.getString("type", "")) {
            case "header" -> isText(block.getJsonObject("text"), 150, List.of("plain_text"));
            case "divider" -> true;
            case "section" -> isSection(block);
            case "context" -> isMany(block.getJsonArray("elements"), 10, 3000);
            default -> false;
        };
    }

    private static boolean isSection(JsonObject block) {
        JsonObject text = block.getJsonObject("text");
        JsonArray fields = block.getJsonArray("fields");
        return (text != null || fields != null)
                && (text == null || isText(text, 3000, List.of("plain_text", "mrkdwn")))
                && (fields == null || isMany(fields, 10, 2000));
    }

    private static boolean isMany(@Nullable JsonArray texts, int most, int longest) {
        return texts != null
                && !texts.isEmpty()
                && texts.size() <= most
                && texts.stream().allMatch(text -> isText((JsonObject) text, longest, List.of("plain_text", "mrkdwn")));
    }

    private static boolean isText(@Nullable JsonObject text, int longest, List<String> types) {
        return text != null
                && types.contains(text.getString("type"))
                && !text.getString("text", "").isEmpty()
                && text.getString("text").length() <= longest
                && (!text.getString("type").equals("plain_text") || !text.containsKey("verbatim"))
                && (!text.getString("type").equals("mrkdwn") || !text.containsKey("emoji"));
    }
}
