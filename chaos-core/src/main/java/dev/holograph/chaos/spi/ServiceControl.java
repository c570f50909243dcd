package dev.holograph.chaos.spi;

import java.util.Optional;

/** A local service under its supervisor. */
public interface ServiceControl {

    /** Its name under {@code services:} of the environment. */
    String name();

    /** Where the service itself listens, past any proxy. */
    Endpoint direct();

    /** The pid of the process that runs now, 0 if none does. */
    long pid();

    /** How often it has been started again since the run began. */
    int restarts();

    /** Why it cannot be used now; empty if it can, or if nothing would start it again. */
    default Optional<String> problem() {
        return Optional.empty();
    }

    /**
     * Kills the process (SIGKILL), as a crash would; the supervisor does what its restart policy says.
     *
     * @return the pid of the process that was killed
     * @throws DriverException if no process ran
     */
    long kill() throws DriverException;
}
