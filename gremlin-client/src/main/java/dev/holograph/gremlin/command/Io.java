package dev.holograph.gremlin.command;

import java.time.Duration;
import java.util.List;

/**
 * Reads and writes a disk as fast as it can.
 *
 * @param length whole seconds, at least 1; the agent ends the attack by itself after it
 * @param directory an absolute path on it
 * @param mode what it does
 * @param blockKilobytes read or written at once, at least 1
 * @param blockCount blocks for each worker, at least 1
 * @param workers at the same time, at least 1
 */
public record Io(Duration length, String directory, Mode mode, int blockKilobytes, int blockCount, int workers)
        implements Command {

    /** What is done to the disk. */
    public enum Mode {
        READ("r"),
        WRITE("w"),
        READ_WRITE("rw");

        private final String value;

        Mode(String value) {
            this.value = value;
        }
    }

    public Io {
        Rules.length(length);
        Rules.directory(directory);
        Rules.positive("blockKilobytes", blockKilobytes);
        Rules.positive("blockCount", blockCount);
        Rules.positive("workers", workers);
    }

    @Override
    public String type() {
        return "io";
    }

    @Override
    public String infraType() {
        return "IO";
    }

    @Override
    public List<String> arguments() {
        return Arguments.lasting(length)
                .add("-d", directory)
                .add("-m", mode.value)
                .add("-s", blockKilobytes)
                .add("-c", blockCount)
                .add("-w", workers)
                .toList();
    }
}
