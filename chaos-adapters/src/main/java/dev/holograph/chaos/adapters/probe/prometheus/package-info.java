/** Asks a Prometheus while a run lasts. */
@NullMarked
package dev.holograph.chaos.adapters.probe.prometheus;

import org.jspecify.annotations.NullMarked;
