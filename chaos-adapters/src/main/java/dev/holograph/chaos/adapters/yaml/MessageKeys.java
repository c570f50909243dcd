package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.scenario.Key;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys that every message has. Those of its type are the business of the type. */
record MessageKeys(
        @Key(doc = "how it is sent: slack, mail, webhook, or another that an artifact brings", needed = "type: slack")
        @Nullable String type,

        @Key(doc = "when it is sent: breach, notProven, fixed or always; by default the first three") @Nullable List<String> on,

        @Key(doc = "the environment variable that holds the secret", examples = "SLACK_WEBHOOK_URL") @Nullable String variable,

        @Key(doc = "the <server> of settings.xml whose password is the secret", examples = "slack") @Nullable String server) {}
