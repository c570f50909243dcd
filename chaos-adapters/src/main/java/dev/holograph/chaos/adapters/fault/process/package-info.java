/** Faults of local services by way of their processes. */
@NullMarked
package dev.holograph.chaos.adapters.fault.process;

import org.jspecify.annotations.NullMarked;
