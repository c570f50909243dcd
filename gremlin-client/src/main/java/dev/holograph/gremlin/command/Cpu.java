package dev.holograph.gremlin.command;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps processors busy.
 *
 * @param length whole seconds, at least 1; the agent ends the attack by itself after it
 * @param cores how many; {@code null}: all
 * @param percent of each of them, 1 to 100
 */
public record Cpu(Duration length, @Nullable Integer cores, int percent) implements Command {

    public Cpu {
        Rules.length(length);
        if (cores != null) {
            Rules.positive("cores", cores);
        }
        Rules.percent("percent", percent);
    }

    @Override
    public String type() {
        return "cpu";
    }

    @Override
    public String infraType() {
        return "CPU";
    }

    @Override
    public List<String> arguments() {
        return Arguments.lasting(length)
                .add("-p", percent)
                .flag("-a", cores == null)
                .addIfSet("-c", cores == null ? null : cores.toString())
                .toList();
    }
}
