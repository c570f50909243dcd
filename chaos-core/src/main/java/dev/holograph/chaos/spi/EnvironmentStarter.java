package dev.holograph.chaos.spi;

import dev.holograph.chaos.plan.Environment;
import java.util.function.Consumer;

/** Makes an environment ready. */
public interface EnvironmentStarter {

    /**
     * Starts what the environment starts, and waits until all of it can be used. If it fails or is interrupted, it has
     * stopped again what it had started.
     *
     * @param progress takes one line for each step that a person may wait for
     * @throws DriverException if something cannot be started or does not get ready; the message says what to do
     */
    RunningEnvironment start(Environment environment, DriverContext context, Consumer<String> progress)
            throws DriverException, InterruptedException;
}
