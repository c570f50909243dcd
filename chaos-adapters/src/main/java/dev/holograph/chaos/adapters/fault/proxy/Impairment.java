package dev.holograph.chaos.adapters.fault.proxy;

import dev.holograph.chaos.scenario.Direction;
import java.util.function.Function;

/**
 * A fault in force on a gateway.
 *
 * @param stopsAccepting whether new connections wait until it is gone
 * @param tally what all its stages count into
 * @param stages makes what it is on one connection, on that connection's loop
 */
record Impairment(Direction direction, boolean stopsAccepting, ImpairmentStats tally, Function<Loop, Stages> stages) {

    /** One that does the same to each direction that it covers, each for itself. */
    static Impairment alike(
            Direction direction, boolean stopsAccepting, ImpairmentStats tally, Function<Loop, Stage> stage) {
        return new Impairment(direction, stopsAccepting, tally, loop -> Stages.alike(() -> stage.apply(loop)));
    }
}
