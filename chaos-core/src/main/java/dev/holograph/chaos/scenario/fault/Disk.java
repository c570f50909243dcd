package dev.holograph.chaos.scenario.fault;

import dev.holograph.chaos.scenario.Default;
import dev.holograph.chaos.scenario.Dimension;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultType;
import dev.holograph.chaos.scenario.InvalidValues;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.scenario.UnitOf;

/**
 * A disk is filled up.
 *
 * @param directory an absolute path on it
 * @param fill up to which share of the disk
 */
@FaultType(name = "disk", lasting = true, does = "fills a disk of the target")
public record Disk(
        @Default("/tmp") String directory,
        @UnitOf(Dimension.RATIO) @Default("90%") Quantity fill) implements Fault {
    public Disk {
        InvalidValues.checkAll(() -> Check.path("directory", directory), () -> Check.share("fill", fill));
    }
}
