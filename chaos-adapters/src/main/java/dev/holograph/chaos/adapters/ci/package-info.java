/** What a CI service tells a build about itself. */
@NullMarked
package dev.holograph.chaos.adapters.ci;

import org.jspecify.annotations.NullMarked;
