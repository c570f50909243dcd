/** How a run over time is drawn: scales, and SVG. What any report draws with. */
@NullMarked
package dev.holograph.chaos.adapters.chart;

import org.jspecify.annotations.NullMarked;
