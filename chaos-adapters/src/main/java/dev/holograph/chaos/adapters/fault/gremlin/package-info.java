/**
 * Faults of pods and of hosts by way of Gremlin: its agents there do them, its service is told which. What the service says
 * is claimed, not observed; a scenario proves by its own measures that a fault was real.
 */
@NullMarked
package dev.holograph.chaos.adapters.fault.gremlin;

import org.jspecify.annotations.NullMarked;
