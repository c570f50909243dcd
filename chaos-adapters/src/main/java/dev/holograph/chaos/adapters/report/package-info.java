/** ChaosReport.md, from a Mustache template. */
@NullMarked
package dev.holograph.chaos.adapters.report;

import org.jspecify.annotations.NullMarked;
