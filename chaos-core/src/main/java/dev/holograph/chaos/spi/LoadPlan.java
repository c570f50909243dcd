package dev.holograph.chaos.spi;

import dev.holograph.chaos.scenario.Load;
import dev.holograph.chaos.scenario.Profile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A load, ready to run.
 *
 * @param runId begins every id that the load makes
 * @param base where the target is, and what its URL and the login of the load's profile add to each request
 * @param length for how long requests become due, from the first one on
 * @param root the folder that a script's path is relative to
 * @param directory a folder of the run for the engine's own files
 * @param seed of the random values in its requests
 * @param mayEndEarly whether {@link RunningLoad#endEarly} may be called: what is only known at a planned end must then be
 *     found out otherwise
 * @param setup values of the answer to the load's {@code setup:}, by name: secrets
 */
public record LoadPlan(
        String runId,
        Load load,
        HttpAddress base,
        Duration length,
        Path root,
        Path directory,
        long seed,
        boolean mayEndEarly,
        Map<String, String> setup) {

    public LoadPlan {
        setup = Map.copyOf(setup);
        base = load.profile().login() == null
                ? base
                : base.withLogin(load.profile().login());
    }

    /** What must not be seen in an answer that echoes its request, beside the headers of the profile. */
    public List<String> secrets() {
        List<String> secrets = new ArrayList<>(base.secrets());
        secrets.addAll(load.variables());
        secrets.addAll(setup.values());
        if (load.profile() instanceof Profile.WebSocket socket) {
            secrets.addAll(socket.opening().words());
        }
        return secrets;
    }

    /** The same with what its setup was answered. */
    public LoadPlan with(Map<String, String> values) {
        return new LoadPlan(runId, load, base, length, root, directory, seed, mayEndEarly, values);
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return "LoadPlan[" + load + ", " + base + ", " + length + "]";
    }

    /** A load whose setup is not made yet, or that has none. */
    public LoadPlan(
            String runId,
            Load load,
            HttpAddress base,
            Duration length,
            Path root,
            Path directory,
            long seed,
            boolean mayEndEarly) {
        this(runId, load, base, length, root, directory, seed, mayEndEarly, Map.of());
    }

    /** A load that runs to its planned end, and whose requests have no random values. */
    public LoadPlan(String runId, Load load, HttpAddress base, Duration length, Path root, Path directory) {
        this(runId, load, base, length, root, directory, 0, false);
    }

    /** To a place whose URL adds nothing to the requests. */
    public LoadPlan(String runId, Load load, Endpoint base, Duration length, Path root, Path directory) {
        this(runId, load, new HttpAddress(base), length, root, directory);
    }
}
