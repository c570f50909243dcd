package dev.holograph.gremlin.command;

import java.time.Duration;
import java.util.List;

/**
 * Changes the clock of a host; containers have none of their own.
 *
 * @param length whole seconds, at least 1; the agent ends the attack by itself after it
 * @param offset whole seconds by which it is wrong, not 0
 * @param blockNtp whether the host is kept from setting it right
 */
public record TimeTravel(Duration length, Duration offset, boolean blockNtp) implements Command {

    public TimeTravel {
        Rules.length(length);
        if (offset.isZero() || offset.getNano() != 0) {
            throw new IllegalArgumentException("offset must be whole seconds and not 0, not " + offset);
        }
    }

    @Override
    public String type() {
        return "time_travel";
    }

    @Override
    public String infraType() {
        return "Time_Travel";
    }

    @Override
    public List<String> arguments() {
        return Arguments.lasting(length)
                .add("-o", offset.toSeconds())
                .flag("-n", blockNtp)
                .toList();
    }
}
