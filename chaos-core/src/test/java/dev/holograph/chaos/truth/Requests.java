package dev.holograph.chaos.truth;

/**
 * The requests of a load, in the order in which they were due.
 *
 * @param dues seconds after the first
 * @param replies what became of each
 */
@SuppressWarnings("ArrayRecordComponent") // made once and read by the simulation alone
record Requests(double[] dues, SimulatedService.Reply[] replies) {}
