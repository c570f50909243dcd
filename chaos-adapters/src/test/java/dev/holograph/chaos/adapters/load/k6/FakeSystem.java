package dev.holograph.chaos.adapters.load.k6;

import dev.holograph.chaos.spi.Endpoint;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A small real server on 127.0.0.1, whose answers a test decides. */
final class FakeSystem implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    final Vertx vertx = Vertx.vertx();
    final AtomicInteger connections = new AtomicInteger();
    private final int port;

    private FakeSystem(Handler<HttpServerRequest> http, Handler<ServerWebSocket> webSocket) throws Exception {
        port = vertx.createHttpServer()
                .requestHandler(http)
                .webSocketHandler(webSocket)
                .connectionHandler(connection -> connections.incrementAndGet())
                .listen(0, HOST)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .actualPort();
    }

    static FakeSystem http(Handler<HttpServerRequest> http) throws Exception {
        return new FakeSystem(http, null);
    }

    static FakeSystem webSocket(Handler<ServerWebSocket> webSocket) throws Exception {
        return new FakeSystem(null, webSocket);
    }

    /** Acknowledges each frame at once. */
    static FakeSystem acknowledging() throws Exception {
        return webSocket(socket -> socket.textMessageHandler(frame -> socket.writeTextMessage(ack(frame))));
    }

    static String ack(String frame) {
        return new JsonObject()
                .put("ack", new JsonObject(frame).getString("id"))
                .encode();
    }

    /** Where nobody listens. */
    static Endpoint nobody() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            return new Endpoint(HOST, socket.getLocalPort());
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
