/** How a run's clients speak TLS: whom they trust, who they are, and what a failed handshake means. */
@NullMarked
package dev.holograph.chaos.adapters.tls;

import org.jspecify.annotations.NullMarked;
