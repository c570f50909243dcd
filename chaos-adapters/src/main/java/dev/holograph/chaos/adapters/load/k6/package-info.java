/** Load by k6: its script, its process, and its CSV read while it runs. */
@NullMarked
package dev.holograph.chaos.adapters.load.k6;

import org.jspecify.annotations.NullMarked;
