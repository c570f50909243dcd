/** A scenario bound to an environment: what will happen, when, to what, and how it is undone. */
@NullMarked
package dev.holograph.chaos.plan;

import org.jspecify.annotations.NullMarked;
