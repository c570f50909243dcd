/** Network faults by a Toxiproxy that a team already runs. */
@NullMarked
package dev.holograph.chaos.adapters.fault.toxiproxy;

import org.jspecify.annotations.NullMarked;
