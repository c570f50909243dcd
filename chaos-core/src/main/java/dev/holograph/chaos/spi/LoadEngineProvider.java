package dev.holograph.chaos.spi;

import java.util.Map;
import java.util.Set;
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
     * Looks for the engine on this machine.
     *
     * @param settings of the build, by name, e.g. {@code chaos.k6}
     */
    Found find(Map<String, String> settings, DriverContext context);

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
     * @param problem {@code null} if it can
     */
    record Found(@Nullable LoadEngine engine, @Nullable String problem) {}
}
