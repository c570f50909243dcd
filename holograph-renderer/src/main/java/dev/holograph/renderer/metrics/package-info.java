/** What the renderer counts, in Prometheus' text format. */
@NullMarked
package dev.holograph.renderer.metrics;

import org.jspecify.annotations.NullMarked;
