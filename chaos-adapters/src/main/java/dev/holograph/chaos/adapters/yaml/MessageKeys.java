package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.scenario.Key;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys that every message has. Those of its type are the business of the type. */
record MessageKeys(
        @Key(
                doc = "how it is sent: slack, mail, webhook, or another that an artifact brings",
                mayBeBlank = true,
                needed = "type: slack")
        @Nullable String type,

        @Key(doc = "when it is sent: breach, notProven, fixed or always; by default the first three", mayBeBlank = true)
        @Nullable List<String> on,

        @Key(doc = "the environment variable that holds the secret", mayBeBlank = true, examples = "SLACK_WEBHOOK_URL")
        @Nullable String variable,

        @Key(doc = "the <server> of settings.xml whose password is the secret", mayBeBlank = true, examples = "slack")
        @Nullable String server) {}
