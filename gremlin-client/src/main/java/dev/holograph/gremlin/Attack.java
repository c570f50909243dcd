package dev.holograph.gremlin;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An attack as Gremlin reports it.
 *
 * @param arguments as the agent gets them
 * @param annotations that were given with it
 * @param createdAt {@code null} if Gremlin does not say
 * @param endedAt {@code null} if it has not ended
 */
public record Attack(
        AttackId id,
        Stage stage,
        Lifecycle lifecycle,
        List<String> arguments,
        Map<String, String> annotations,
        @Nullable Instant createdAt,
        @Nullable Instant endedAt) {

    public Attack {
        arguments = List.copyOf(arguments);
        annotations = Map.copyOf(annotations);
    }
}
