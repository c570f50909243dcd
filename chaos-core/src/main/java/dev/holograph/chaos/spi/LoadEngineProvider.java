package dev.holograph.chaos.spi;

import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.UndoRecipe;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Brings a load engine into a run. Found by {@link java.util.ServiceLoader}. */
public interface LoadEngineProvider {

    /** As it is written after {@code load:} under an environment's {@code drivers:}. */
    String name();

    /** The names of the build's settings that it reads, such as {@code chaos.k6}: a person is warned of all others. */
    default Set<String> settings() {
        return Set.of();
    }

    /**
     * Looks for the engine on this machine; starts no load.
     *
     * @param settings of the build, by name, e.g. {@code chaos.k6}
     */
    Found find(Map<String, String> settings, DriverContext context);

    /**
     * Looks for the engine that an environment wants.
     *
     * @param environment whose load is driven
     * @param settings of the build, by name
     */
    default Found find(Environment environment, Map<String, String> settings, DriverContext context)
            throws InterruptedException {
        return find(settings, context);
    }

    /**
     * Looks whether an environment's load could be driven, for {@code chaos:doctor}.
     *
     * @param settings of the build, by name
     */
    default List<Check> checks(Environment environment, Map<String, String> settings, DriverContext context)
            throws InterruptedException {
        return List.of(check(settings, context));
    }

    /**
     * Removes what a load of a run has left whose process is gone, by the recipe of {@link LoadEngine#leaves}.
     *
     * @param context of that run
     * @throws DriverException if something is still there; the message says what to do
     */
    default void remove(UndoRecipe recipe, DriverContext context, Deadline deadline) throws DriverException {
        throw new DriverException("the load engine '" + name() + "' leaves nothing behind");
    }

    /**
     * Removes what loads of dead runs have left in an environment, found by the marks on it: for when their journals are
     * gone. Leaves alone what may belong to a run that lives.
     *
     * @param alive the ids of those runs of this user on this machine that go on; others may live elsewhere
     * @param removed takes a line for each thing that was removed
     * @throws DriverException if something could not be looked at or removed; the message says what to do
     */
    default void sweep(Environment environment, DriverContext context, Set<String> alive, Consumer<String> removed)
            throws DriverException, InterruptedException {}

    /**
     * Looks whether the engine can be used, for {@code chaos:doctor}.
     *
     * @param settings of the build, by name
     */
    default Check check(Map<String, String> settings, DriverContext context) {
        Found found = find(settings, context);
        return found.engine() == null
                ? Check.fail(name(), String.valueOf(found.problem()), null)
                : Check.ok(name(), found.engine().version());
    }

    /**
     * What was found: an engine, or why there is none and what to do.
     *
     * @param engine {@code null} if it cannot be used
     * @param problem in one sentence; {@code null} if the engine can be used
     */
    record Found(@Nullable LoadEngine engine, @Nullable String problem) {}
}
