/** Looks, for {@code chaos:doctor}, whether the targets of an environment answer. */
@NullMarked
package dev.holograph.chaos.adapters.doctor;

import org.jspecify.annotations.NullMarked;
