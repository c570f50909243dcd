package dev.holograph.gremlin.command;

import java.time.Duration;
import java.util.List;

/**
 * Delays what a target sends.
 *
 * @param length whole seconds, at least 1; the agent ends the attack by itself after it
 * @param delay whole milliseconds, at least 1
 * @param traffic which of it
 */
public record Latency(Duration length, Duration delay, Traffic traffic) implements Command {

    public Latency {
        Rules.length(length);
        if (delay.toMillis() < 1 || !delay.equals(Duration.ofMillis(delay.toMillis()))) {
            throw new IllegalArgumentException("delay must be whole milliseconds, at least 1, not " + delay);
        }
    }

    @Override
    public String type() {
        return "latency";
    }

    @Override
    public String infraType() {
        return "Latency";
    }

    @Override
    public List<String> arguments() {
        return traffic.addTo(Arguments.lasting(length).add("-m", delay.toMillis()), "-s")
                .toList();
    }
}
