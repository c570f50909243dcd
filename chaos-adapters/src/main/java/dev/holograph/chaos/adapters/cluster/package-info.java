/**
 * A cluster as every adapter that acts in one needs it: the run's clients, calls with words for their failures, a
 * target's pods, rights, and the marks of what a run leaves there.
 */
@NullMarked
package dev.holograph.chaos.adapters.cluster;

import org.jspecify.annotations.NullMarked;
