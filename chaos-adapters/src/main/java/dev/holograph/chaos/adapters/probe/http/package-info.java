/** Asks a target by HTTP while a run lasts. */
@NullMarked
package dev.holograph.chaos.adapters.probe.http;

import org.jspecify.annotations.NullMarked;
