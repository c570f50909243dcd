package dev.holograph.chaos.scenario.fault;

import dev.holograph.chaos.scenario.Default;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultType;
import dev.holograph.chaos.scenario.InvalidValues;

/**
 * A disk is read and written as fast as it can be.
 *
 * @param directory an absolute path on it
 * @param workers that do so at the same time
 */
@FaultType(name = "io", lasting = true, does = "keeps a disk of the target busy")
public record Io(
        @Default("/tmp") String directory,
        @Default("read-write") Mode mode,
        @Default("1") int workers) implements Fault {

    /** What is done to the disk. */
    public enum Mode {
        READ,
        WRITE,
        READ_WRITE
    }

    public Io {
        InvalidValues.checkAll(
                () -> Check.path("directory", directory), () -> Check.that(workers >= 1, "workers must be at least 1"));
    }
}
