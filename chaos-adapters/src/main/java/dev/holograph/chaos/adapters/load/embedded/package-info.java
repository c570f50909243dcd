/**
 * The built-in load engine: HTTP requests and WebSocket frames on an absolute schedule, one outcome for each that is due.
 * All of a load's state belongs to one event loop; only {@link dev.holograph.chaos.adapters.load.embedded.Pacer} has a
 * thread of its own.
 */
@NullMarked
package dev.holograph.chaos.adapters.load.embedded;

import org.jspecify.annotations.NullMarked;
