/** Asks a Redis while a run lasts. */
@NullMarked
package dev.holograph.chaos.adapters.probe.redis;

import org.jspecify.annotations.NullMarked;
