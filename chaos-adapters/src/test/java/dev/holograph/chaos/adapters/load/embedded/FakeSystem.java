package dev.holograph.chaos.adapters.load.embedded;

import dev.holograph.chaos.spi.Endpoint;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A small real server on 127.0.0.1, whose answers a test decides. */
final class FakeSystem implements AutoCloseable {

    static final String HOST = "127.0.0.1";

    final Vertx vertx = Vertx.vertx();
    final AtomicInteger connections = new AtomicInteger();
    final AtomicInteger openNow = new AtomicInteger();
    final AtomicInteger mostOpen = new AtomicInteger();
    private final int port;

    private FakeSystem(int port, Handler<HttpServerRequest> http, Handler<ServerWebSocket> webSocket) throws Exception {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(http)
                .webSocketHandler(webSocket)
                .connectionHandler(connection -> {
                    connections.incrementAndGet();
                    mostOpen.accumulateAndGet(openNow.incrementAndGet(), Math::max);
                    connection.closeHandler(closed -> openNow.decrementAndGet());
                });
        this.port = server.listen(port, HOST)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .actualPort();
    }

    static FakeSystem http(Handler<HttpServerRequest> http) throws Exception {
        return new FakeSystem(0, http, null);
    }

    static FakeSystem webSocket(Handler<ServerWebSocket> webSocket) throws Exception {
        return webSocket(0, webSocket);
    }

    static FakeSystem webSocket(int port, Handler<ServerWebSocket> webSocket) throws Exception {
        return new FakeSystem(port, null, webSocket);
    }

    /** A port at which nobody listens. */
    static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            return socket.getLocalPort();
        }
    }

    Endpoint endpoint() {
        return new Endpoint(HOST, port);
    }

    @Override
    public void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
