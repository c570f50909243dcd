/**
 * What several adapters need of the machine: child processes that do not outlive the build, free ports, the run's one
 * event loop.
 */
@NullMarked
package dev.holograph.chaos.adapters.process;

import org.jspecify.annotations.NullMarked;
