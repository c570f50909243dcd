/** What earlier runs came to: one line for each in a file that outlives {@code mvn clean}. */
@NullMarked
package dev.holograph.chaos.adapters.history;

import org.jspecify.annotations.NullMarked;
