/** The request that a load makes once before it starts. */
@NullMarked
package dev.holograph.chaos.adapters.load.setup;

import org.jspecify.annotations.NullMarked;
