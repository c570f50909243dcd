/** Builds that are ended in the middle, and what they leave behind. */
@NullMarked
package dev.holograph.chaos.it;

import org.jspecify.annotations.NullMarked;
