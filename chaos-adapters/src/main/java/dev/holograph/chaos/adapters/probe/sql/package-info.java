/** Asks a database while a run lasts. */
@NullMarked
package dev.holograph.chaos.adapters.probe.sql;

import org.jspecify.annotations.NullMarked;
