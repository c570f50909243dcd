package dev.holograph.chaos.spi;

import dev.holograph.chaos.scenario.Load;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A load, ready to run.
 *
 * @param runId begins every id that the load makes
 * @param base where the target is, and what its URL adds to each request
 * @param length for how long requests become due
 * @param root the folder that a script's path is relative to
 * @param directory a folder of the run for the engine's own files
 */
public record LoadPlan(String runId, Load load, HttpAddress base, Duration length, Path root, Path directory) {

    /** To a place whose URL adds nothing to the requests. */
    public LoadPlan(String runId, Load load, Endpoint base, Duration length, Path root, Path directory) {
        this(runId, load, new HttpAddress(base), length, root, directory);
    }
}
