/** What requests of a load are made of: rows of a file, and values that are made up for each request; and what answers must have. */
@NullMarked
package dev.holograph.chaos.adapters.data;

import org.jspecify.annotations.NullMarked;
