/** The services that run on this machine for the length of a run. */
@NullMarked
package dev.holograph.chaos.adapters.local;

import org.jspecify.annotations.NullMarked;
