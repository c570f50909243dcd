package dev.holograph.gremlin;

import dev.holograph.gremlin.command.Command;
import java.util.Map;

/**
 * An attack on hosts or containers that is to be created.
 *
 * @param annotations shown with the attack and returned with it; a way to find it again
 */
public record NewAttack(Target target, Command command, Map<String, String> annotations) {

    public NewAttack {
        annotations = Map.copyOf(annotations);
    }

    public NewAttack(Target target, Command command) {
        this(target, command, Map.of());
    }
}
