/**
 * What an adapter implements to bring a kind of fault, load, probe, target or message into a run, and what the run lends
 * it. Providers are found by {@link java.util.ServiceLoader}; docs/guide/write-your-own.md shows one of each.
 */
@NullMarked
package dev.holograph.chaos.spi;

import org.jspecify.annotations.NullMarked;
