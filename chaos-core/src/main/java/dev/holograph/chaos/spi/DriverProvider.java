package dev.holograph.chaos.spi;

import dev.holograph.chaos.plan.Environment;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Brings fault drivers into a run. Found by {@link java.util.ServiceLoader}; a public class with a public constructor
 * and no heavy types in its signatures, since it is loaded in every goal.
 */
public interface DriverProvider {

    /** As it is written under an environment's {@code drivers:}, such as {@code proxy}. */
    String name();

    /** Makes the drivers; opens nothing. Called for every plan, also where nothing will run. */
    List<FaultDriver<?>> drivers(DriverContext context);

    /** The names of the build's settings that it reads, such as {@code chaos.k6}: a person is warned of all others. */
    default Set<String> settings() {
        return Set.of();
    }

    /**
     * Takes back what dead runs have left in an environment, found by the marks that they put on it: for when their
     * journals are gone. Leaves alone what belongs to a run that lives.
     *
     * @param alive the ids of those runs of this user on this machine that go on; others may live elsewhere
     * @param progress takes a line for each thing that was taken back
     * @throws DriverException if something could not be looked at or taken back; the message says what to do
     */
    default void sweep(Environment environment, DriverContext context, Set<String> alive, Consumer<String> progress)
            throws DriverException, InterruptedException {}

    /**
     * Looks whether what these drivers need in this environment is there, for {@code chaos:doctor}. Asked only where the
     * environment names this provider under {@code drivers:}. Only reads, and ends within seconds, also where nobody
     * answers.
     */
    default List<Check> checks(Environment environment, DriverContext context) throws InterruptedException {
        return List.of();
    }
}
