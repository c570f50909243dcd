/** Scenarios that others have made: from a reference in a build to files that keep to the limits of a pack. */
@NullMarked
package dev.holograph.chaos.application.pack;

import org.jspecify.annotations.NullMarked;
