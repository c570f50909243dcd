/** A run, from its first phase to its undo. */
@NullMarked
package dev.holograph.chaos.run;

import org.jspecify.annotations.NullMarked;
