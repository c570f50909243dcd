package dev.holograph.gremlin.command;

import java.time.Duration;
import java.util.List;

/**
 * Drops all of the traffic.
 *
 * @param length whole seconds, at least 1; the agent ends the attack by itself after it
 * @param traffic which of it
 */
public record Blackhole(Duration length, Traffic traffic) implements Command {

    public Blackhole {
        Rules.length(length);
    }

    @Override
    public String type() {
        return "blackhole";
    }

    @Override
    public String infraType() {
        return "Blackhole";
    }

    @Override
    public List<String> arguments() {
        return traffic.addTo(Arguments.lasting(length), "-n").toList();
    }
}
