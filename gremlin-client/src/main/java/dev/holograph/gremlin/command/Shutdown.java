package dev.holograph.gremlin.command;

import java.time.Duration;
import java.util.List;

/**
 * Shuts a target down. It has no length, and halting it does not start the target again.
 *
 * @param delay whole minutes before it happens, at least 1
 * @param reboot whether it starts again
 */
public record Shutdown(Duration delay, boolean reboot) implements Command {

    public Shutdown {
        if (delay.toMinutes() < 1 || !delay.equals(Duration.ofMinutes(delay.toMinutes()))) {
            throw new IllegalArgumentException("delay must be whole minutes, at least 1, not " + delay);
        }
    }

    @Override
    public String type() {
        return "shutdown";
    }

    @Override
    public String infraType() {
        return "Shutdown";
    }

    @Override
    public List<String> arguments() {
        return new Arguments().add("-d", delay.toMinutes()).flag("-r", reboot).toList();
    }
}
