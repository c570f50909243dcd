/** What is kept of a run: its journal, its series and its plan, as files that other tools can read. */
@NullMarked
package dev.holograph.chaos.adapters.journal;

import org.jspecify.annotations.NullMarked;
