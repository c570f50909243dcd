/** The shared vocabulary of faults: what a person can write after {@code type:}. */
@NullMarked
package dev.holograph.chaos.scenario.fault;

import org.jspecify.annotations.NullMarked;
