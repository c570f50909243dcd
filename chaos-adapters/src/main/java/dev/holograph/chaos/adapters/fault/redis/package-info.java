/** Faults of a Redis by its own commands. */
@NullMarked
package dev.holograph.chaos.adapters.fault.redis;

import org.jspecify.annotations.NullMarked;
