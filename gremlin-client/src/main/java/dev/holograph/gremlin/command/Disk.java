package dev.holograph.gremlin.command;

import java.time.Duration;
import java.util.List;

/**
 * Fills a disk.
 *
 * @param length whole seconds, at least 1; the agent ends the attack by itself after it
 * @param directory an absolute path on it
 * @param workers that write at the same time, at least 1
 * @param blockKilobytes written at once, at least 1
 * @param percent to which it is filled, 1 to 100
 */
public record Disk(Duration length, String directory, int workers, int blockKilobytes, int percent) implements Command {

    public Disk {
        Rules.length(length);
        Rules.directory(directory);
        Rules.positive("workers", workers);
        Rules.positive("blockKilobytes", blockKilobytes);
        Rules.percent("percent", percent);
    }

    @Override
    public String type() {
        return "disk";
    }

    @Override
    public String infraType() {
        return "Disk";
    }

    @Override
    public List<String> arguments() {
        return Arguments.lasting(length)
                .add("-d", directory)
                .add("-w", workers)
                .add("-b", blockKilobytes)
                .add("-p", percent)
                .toList();
    }
}
