package dev.holograph.chaos.adapters.message.webhook;

import dev.holograph.chaos.adapters.message.WebhookAnswers;
import dev.holograph.chaos.adapters.message.WebhookMessenger;
import dev.holograph.chaos.scenario.Validated;
import dev.holograph.chaos.spi.MessageProvider;
import dev.holograph.chaos.spi.MessageSettings;
import dev.holograph.chaos.spi.Messenger;
import dev.holograph.chaos.spi.SecretSource;
import java.util.List;
import java.util.Objects;

/** Posts messages as JSON to any URL. */
public final class WebhookMessageProvider implements MessageProvider {

    @Override
    public String type() {
        return "webhook";
    }

    @Override
    public Validated<Messenger> messenger(MessageSettings settings) {
        for (String key : List.of("url", "webhook", "webhookUrl", "token", "password")) {
            settings.refuse(key, "the URL of a webhook");
        }
        SecretSource source = settings.needSecret("the webhook's URL");
        return settings.unlessAny(
                () -> new WebhookMessenger(Objects.requireNonNull(source), WebhookJson::json, WebhookAnswers.UNKNOWN));
    }
}
