/** What a person wrote: load, fault, duration and SLO, with the quantities and names they are made of. */
@NullMarked
package dev.holograph.chaos.scenario;

import org.jspecify.annotations.NullMarked;
