package dev.holograph.chaos.scenario;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which faults make one disturbance. A fault begins another episode only if the system was left alone before it for so
 * long that it could be seen to be healthy again; else it belongs to the one before.
 */
public final class Episodes {

    private Episodes() {}

    /** When one fault disturbs the system: on the clock of a scenario, or in a run. */
    public interface Disturbance<T extends Comparable<? super T>> {

        /** When it begins. */
        T begins();

        /** When it leaves the system alone: undone, or for an instant fault when it has happened. */
        T over();
    }

    /** Whether a system that is left alone from one moment to another can be seen to be healthy again. */
    @FunctionalInterface
    public interface Rest<T> {
        boolean suffices(T from, T to);
    }

    /** The faults of each episode, both in the order in which they begin. */
    public static <T extends Comparable<? super T>, F extends Disturbance<T>> List<List<F>> of(
            List<F> faults, Rest<T> rest) {
        List<List<F>> episodes = new ArrayList<>();
        for (F fault : faults.stream().sorted(Comparator.comparing(F::begins)).toList()) {
            boolean another =
                    episodes.isEmpty() || rest.suffices(over(episodes.get(episodes.size() - 1)), fault.begins());
            if (another) {
                episodes.add(new ArrayList<>());
            }
            episodes.get(episodes.size() - 1).add(fault);
        }
        return episodes;
    }

    /** When the last of them is over. */
    public static <T extends Comparable<? super T>> T over(List<? extends Disturbance<T>> episode) {
        return episode.stream()
                .map(Disturbance::over)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }
}
