package dev.holograph.gremlin;

import dev.holograph.gremlin.command.Command;
import dev.holograph.gremlin.command.TimeTravel;
import java.util.List;

/**
 * An attack on objects of a Kubernetes cluster that is to be created.
 *
 * @param objects at least one
 * @param percent of the pods of these objects, 1 to 100
 * @param containers their names; empty: any container of a pod
 */
public record NewKubernetesAttack(
        List<KubernetesObject> objects, int percent, List<String> containers, Command command) {

    public NewKubernetesAttack {
        objects = List.copyOf(objects);
        containers = List.copyOf(containers);
        if (objects.isEmpty()) {
            throw new IllegalArgumentException("a Kubernetes attack must name at least one object");
        }
        if (percent < 1 || percent > 100) {
            throw new IllegalArgumentException("the share of pods must be from 1 to 100 percent, not " + percent);
        }
        if (containers.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("a container's name must not be empty");
        }
        if (command instanceof TimeTravel) {
            throw new IllegalArgumentException("time_travel changes the clock of a host; attack the host by its tags");
        }
    }
}
