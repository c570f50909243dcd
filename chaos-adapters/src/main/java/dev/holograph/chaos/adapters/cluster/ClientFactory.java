package dev.holograph.chaos.adapters.cluster;

import io.fabric8.kubernetes.client.vertx5.Vertx5HttpClientFactory;
import io.vertx.core.Vertx;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.ext.web.client.WebClientOptions;

/** Makes the clients' connections on the run's Vert.x. */
final class ClientFactory extends Vertx5HttpClientFactory {

    /**
     * How long the end of a watch waits for the API server's word. Vert.x would wait for 10 s, and with it the end of a
     * run whose API server is silent.
     */
    private static final int WATCH_ENDS_WITHIN_SECONDS = 1;

    ClientFactory(Vertx vertx) {
        super(vertx);
    }

    @Override
    protected void additionalConfig(
            WebClientOptions requests, WebSocketClientOptions watches, PoolOptions connections) {
        watches.setClosingTimeout(WATCH_ENDS_WITHIN_SECONDS);
    }
}
