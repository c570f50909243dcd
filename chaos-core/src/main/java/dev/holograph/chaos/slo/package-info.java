/** Samples to windows to indicators to a verdict: pure functions of what was recorded. */
@NullMarked
package dev.holograph.chaos.slo;

import org.jspecify.annotations.NullMarked;
