package dev.holograph.chaos.plan;

import dev.holograph.chaos.scenario.Location;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A service that is started for the run and stopped after it. In its environment, and in {@code ready} and commands,
 * {@code {port}} and {@code {address}} stand for its own, {@code {redis.address}} and {@code {redis.proxied}} for those
 * of another service, {@code {directory}} for a folder of its own that lives as long as the run.
 *
 * @param kind what to start
 * @param port to listen on; {@code null}: any free one
 * @param ready URL that answers 2xx when the service can be used; {@code null}: when its port accepts
 * @param readyWithin how long it may take
 */
public record ServiceSpec(
        String name,
        Kind kind,
        Map<String, String> environment,
        @Nullable Integer port,
        @Nullable String ready,
        Duration readyWithin,
        Restart restart,
        Location location) {

    public static final Duration DEFAULT_READY_WITHIN = Duration.ofSeconds(30);

    public ServiceSpec {
        environment = Map.copyOf(environment);
    }

    /** What to start. */
    public sealed interface Kind {

        /** A real redis-server. */
        record Redis() implements Kind {}

        /**
         * A runnable jar, from the build or the local repository.
         *
         * @param coordinates {@code groupId:artifactId:version}
         */
        record Artifact(String coordinates) implements Kind {}

        /** A command with its arguments. */
        record Command(List<String> words) implements Kind {
            public Command {
                words = List.copyOf(words);
            }
        }
    }
}
