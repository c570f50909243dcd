package dev.holograph.chaos.adapters.load.embedded;

import java.util.concurrent.CompletableFuture;

/** Carries requests to the system, and reports to {@link Requests} what became of them. On the load's event loop. */
interface Transport {

    /**
     * Opens what stays open from the first request on.
     *
     * @return done when each connection was tried once; a system that cannot be reached is no failure here, since each
     *     request that meets it gets its own outcome
     */
    CompletableFuture<Void> open();

    /** Sends it now, or as soon as there is a connection for it. */
    void send(Request request);

    /** Closes all connections and opens no more. */
    void close();
}
