package dev.holograph.renderer;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.TimeUnit;

/** Passes TCP through and delays what the server answers, as a slow network would. */
final class SlowRelay {
    private final Vertx vertx;
    private final NetClient upstreams; // held: Vert.x closes what the garbage collector finds
    private final NetServer server;

    SlowRelay(Vertx vertx, int target, long delayMillis) throws Exception {
        this.vertx = vertx;
        this.upstreams = vertx.createNetClient();
        this.server = vertx.createNetServer()
                .connectHandler(client -> {
                    client.pause();
                    upstreams.connect(target, "127.0.0.1").onSuccess(upstream -> relay(client, upstream, delayMillis));
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    int port() {
        return server.actualPort();
    }

    private void relay(NetSocket client, NetSocket upstream, long delayMillis) {
        client.handler(upstream::write);
        client.closeHandler(closed -> upstream.close());
        client.exceptionHandler(error -> {});
        upstream.handler(bytes -> vertx.setTimer(delayMillis, timer -> client.write(bytes)));
        upstream.closeHandler(closed -> vertx.setTimer(delayMillis, timer -> client.close()));
        upstream.exceptionHandler(error -> {});
        client.resume();
    }
}
