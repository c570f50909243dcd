package dev.holograph.gremlin;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An attack on Kubernetes objects as Gremlin reports it.
 *
 * @param stage RESOLVING, LAUNCHED, ERROR or USER_HALTED
 * @param attack what came of it, with its executions; {@code null} while the objects are resolved to containers
 * @param commandLine type and arguments
 * @param objects what was asked to be attacked
 * @param createdAt {@code null} if Gremlin does not say
 * @param error what went wrong; {@code null}: nothing
 */
public record KubernetesAttack(
        KubernetesAttackId id,
        String stage,
        @Nullable AttackId attack,
        List<String> commandLine,
        List<KubernetesObject> objects,
        @Nullable Instant createdAt,
        @Nullable String error) {

    public static final String RESOLVING = "RESOLVING";
    public static final String LAUNCHED = "LAUNCHED";
    public static final String ERROR = "ERROR";
    public static final String USER_HALTED = "USER_HALTED";

    public KubernetesAttack {
        commandLine = List.copyOf(commandLine);
        objects = List.copyOf(objects);
    }
}
