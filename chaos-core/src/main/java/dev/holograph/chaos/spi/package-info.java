/** What an adapter implements. */
@NullMarked
package dev.holograph.chaos.spi;

import org.jspecify.annotations.NullMarked;
