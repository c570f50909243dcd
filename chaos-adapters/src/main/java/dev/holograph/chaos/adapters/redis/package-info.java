/** A Redis as every adapter that asks one needs it: where it is, short connections, and words for their failures. */
@NullMarked
package dev.holograph.chaos.adapters.redis;

import org.jspecify.annotations.NullMarked;
