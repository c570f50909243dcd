package dev.holograph.chaos.slo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the parts of the test bench know of themselves.
 *
 * @param loads each load of the scenario, in its order
 * @param parts silences of other parts: the proxy, the runner
 */
public record Witnesses(List<LoadWitness> loads, List<Silence> parts) {

    public Witnesses {
        loads = List.copyOf(loads);
        parts = List.copyOf(parts);
    }

    /** Nobody saw anything. */
    public static Witnesses none() {
        return new Witnesses(List.of(), List.of());
    }

    Optional<LoadWitness> load(String name) {
        return loads.stream().filter(load -> load.load().equals(name)).findFirst();
    }

    /** By which versions of HTTP each load was answered, a line for each of which that is known. */
    public List<String> httpVersions() {
        return loads.stream()
                .filter(load -> !load.versions().isEmpty())
                .map(load -> (loads.size() == 1 ? "load" : "load '" + load.load() + "'") + ": "
                        + String.join(" and ", load.versions()))
                .toList();
    }

    /** Every silence that some part noticed by itself. */
    public List<Silence> silences() {
        List<Silence> all = new ArrayList<>(parts);
        loads.forEach(load -> all.addAll(load.silences()));
        return all;
    }
}
