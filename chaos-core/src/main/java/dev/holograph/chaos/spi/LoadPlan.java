package dev.holograph.chaos.spi;

import dev.holograph.chaos.scenario.Load;
import dev.holograph.chaos.scenario.Profile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A load, ready to run.
 *
 * @param runId begins every id that the load makes
 * @param base where the target is, and what its URL and the login of the load's profile add to each request
 * @param length for how long requests become due
 * @param root the folder that a script's path is relative to
 * @param directory a folder of the run for the engine's own files
 * @param seed of the random values in its requests
 * @param mayEndEarly whether {@link RunningLoad#endEarly} may be called: what is only known at a planned end must then be
 *     found out otherwise
 */
public record LoadPlan(
        String runId,
        Load load,
        HttpAddress base,
        Duration length,
        Path root,
        Path directory,
        long seed,
        boolean mayEndEarly) {

    public LoadPlan {
        base = load.profile().login() == null
                ? base
                : base.withLogin(load.profile().login());
    }

    /** What must not be seen in an answer that echoes its request, beside the headers of the profile. */
    public List<String> secrets() {
        List<String> secrets = new ArrayList<>(base.secrets());
        secrets.addAll(load.variables());
        if (load.profile() instanceof Profile.WebSocket socket) {
            secrets.addAll(socket.opening().words());
        }
        return secrets;
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
