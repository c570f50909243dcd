/** Watches a target's pods while a run lasts. */
@NullMarked
package dev.holograph.chaos.adapters.probe.kubernetes;

import org.jspecify.annotations.NullMarked;
