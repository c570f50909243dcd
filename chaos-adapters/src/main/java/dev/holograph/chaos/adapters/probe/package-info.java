/** What polling probes share: when they query, for how long they wait, and what they report. */
@NullMarked
package dev.holograph.chaos.adapters.probe;

import org.jspecify.annotations.NullMarked;
