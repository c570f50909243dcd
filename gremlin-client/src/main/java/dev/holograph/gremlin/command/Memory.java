package dev.holograph.gremlin.command;

import java.time.Duration;
import java.util.List;

/**
 * Takes memory away.
 *
 * @param length whole seconds, at least 1; the agent ends the attack by itself after it
 * @param amount at least 1, a percentage at most 100
 * @param unit of the amount
 */
public record Memory(Duration length, int amount, Unit unit) implements Command {

    /** What an amount is counted in. */
    public enum Unit {
        MEGABYTES("-m"),
        GIGABYTES("-g"),
        /** Share of what the target has. */
        PERCENT("-p");

        private final String flag;

        Unit(String flag) {
            this.flag = flag;
        }
    }

    public Memory {
        Rules.length(length);
        if (unit == Unit.PERCENT) {
            Rules.percent("amount", amount);
        } else {
            Rules.positive("amount", amount);
        }
    }

    @Override
    public String type() {
        return "memory";
    }

    @Override
    public String infraType() {
        return "Memory";
    }

    @Override
    public List<String> arguments() {
        return Arguments.lasting(length).add(unit.flag, amount).toList();
    }
}
