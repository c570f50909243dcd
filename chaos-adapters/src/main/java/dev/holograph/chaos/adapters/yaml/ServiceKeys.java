package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.plan.Restart;
import dev.holograph.chaos.scenario.Default;
import dev.holograph.chaos.scenario.Key;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys of a service. Just one of the first three says what is started. */
record ServiceKeys(
        @Key(doc = "a real redis-server on a port of its own", words = "redis") @Nullable String type,

        @Key(
                doc = "a runnable jar from the build or a repository, as groupId:artifactId:version",
                examples = "org.example:shop:{project.version}")
        @Nullable Item artifact,

        @Key(doc = "a program with its arguments", mayBeBlank = true) @Nullable List<String> command,

        @Key(
                doc = "the variables of its process; nothing of the build's own environment is passed on",
                mayBeBlank = true)
        @Nullable Map<String, String> environment,

        @Key(doc = "the port on 127.0.0.1; by default any free one", least = 1, most = 65535) @Nullable Integer port,

        @Key(doc = "a URL that answers 2xx once the service can be used", examples = "http://{address}/healthz")
        @Nullable Item ready,

        @Default("30s")
        @Key(doc = "how long it may take until it can be used", positive = true, examples = "1m")
        @Nullable Duration readyWithin,

        @Default("never") @Key(doc = "whether it is started again when its process ends") @Nullable Restart restart) {}
