package dev.holograph.chaos.scenario.fault;

import dev.holograph.chaos.scenario.Default;
import dev.holograph.chaos.scenario.Dimension;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultType;
import dev.holograph.chaos.scenario.InvalidValues;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.scenario.UnitOf;

/**
 * Processors are kept busy, so that the target gets less of them.
 *
 * @param load of each core that is kept busy
 * @param cores how many: a number, or {@code all}
 */
@FaultType(name = "cpu", lasting = true, does = "keeps the target's processors busy")
public record Cpu(
        @UnitOf(Dimension.RATIO) @Default("100%") Quantity load,
        @Default("all") String cores) implements Fault {

    public static final String ALL = "all";

    public Cpu {
        InvalidValues.checkAll(
                () -> Check.share("load", load),
                () -> Check.that(
                        cores.matches("all|[1-9]\\d{0,3}"),
                        "cores must be a number from 1 or all, not '" + cores + "'"));
    }
}
