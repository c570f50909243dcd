/** What probes share whose question waits for its answer: when they ask, for how long, and what is told. */
@NullMarked
package dev.holograph.chaos.adapters.probe;

import org.jspecify.annotations.NullMarked;
