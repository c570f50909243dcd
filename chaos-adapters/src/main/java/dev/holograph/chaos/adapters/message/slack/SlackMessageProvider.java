package dev.holograph.chaos.adapters.message.slack;

import dev.holograph.chaos.adapters.message.WebhookMessenger;
import dev.holograph.chaos.scenario.Validated;
import dev.holograph.chaos.spi.MessageProvider;
import dev.holograph.chaos.spi.MessageSettings;
import dev.holograph.chaos.spi.Messenger;
import dev.holograph.chaos.spi.SecretSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sends messages to Slack by an incoming webhook. */
public final class SlackMessageProvider implements MessageProvider {

    @Override
    public String type() {
        return "slack";
    }

    @Override
    public Validated<Messenger> messenger(MessageSettings settings) {
        for (String key : List.of("url", "webhook", "webhookUrl", "token")) {
            settings.refuse(key, "the URL of a webhook");
        }
        SecretSource source = settings.needSecret("the webhook's URL");
        return settings.unlessAny(() ->
                new WebhookMessenger(Objects.requireNonNull(source), SlackBlocks::json, SlackMessageProvider::advice));
    }

    /** By the errors that Slack documents for incoming webhooks. */
    static @Nullable String advice(int status, String said) {
        return switch (said) {
            case "no_service", "no_active_hooks", "no_team", "invalid_token" ->
                "the webhook is gone or its URL is wrong; make a new one in Slack and change the secret";
            case "channel_is_archived", "channel_not_found" -> "the webhook's channel is gone; make one for another";
            case "action_prohibited", "posting_to_general_channel_denied" ->
                "an administrator of the workspace must allow this webhook to post to its channel";
            default -> null;
        };
    }
}
