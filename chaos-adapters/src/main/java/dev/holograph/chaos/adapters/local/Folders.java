package dev.holograph.chaos.adapters.local;

import java.nio.file.Path;

/**
 * Where a local environment keeps its things.
 *
 * @param root what relative paths in commands are relative to
 * @param state kept from build to build, also by {@code mvn clean}: process records, the redis-server executable
 * @param run the run's own: the services' logs and folders
 */
public record Folders(Path root, Path state, Path run) {

    public Folders {
        root = root.toAbsolutePath();
        state = state.toAbsolutePath();
        run = run.toAbsolutePath();
    }

    /** A service's own folder. */
    Path of(String service) {
        return run.resolve("services").resolve(service);
    }

    /** What a service prints. */
    public Path log(String service) {
        return run.resolve("services").resolve(service + ".log");
    }
}
