package dev.holograph.chaos.adapters.fault.proxy;

import dev.holograph.chaos.scenario.Direction;
import java.util.function.Function;

/**
 * A fault in force on a gateway.
 *
 * @param stopsAccepting whether new connections wait until it is gone
 * @param tally what all its stages count into
 * @param stages makes the stage for one direction of one connection, on that connection's loop
 */
record Impairment(Direction direction, boolean stopsAccepting, ImpairmentStats tally, Function<Loop, Stage> stages) {}
