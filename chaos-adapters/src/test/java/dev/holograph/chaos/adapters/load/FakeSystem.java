package dev.holograph.chaos.adapters.load;

import dev.holograph.chaos.spi.Endpoint;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A small real server on 127.0.0.1, whose answers a test decides. */
public final class FakeSystem implements AutoCloseable {

    public static final String HOST = "127.0.0.1";

    public final Vertx vertx = Vertx.vertx();
    public final AtomicInteger connections = new AtomicInteger();
    public final AtomicInteger openNow = new AtomicInteger();
    public final AtomicInteger mostOpen = new AtomicInteger();
    private final int port;

    private FakeSystem(int port, Handler<HttpServerRequest> http, Handler<ServerWebSocket> webSocket) throws Exception {
        this(port, http, webSocket, new HttpServerOptions());
    }

    private FakeSystem(
            int port, Handler<HttpServerRequest> http, Handler<ServerWebSocket> webSocket, HttpServerOptions options)
            throws Exception {
        HttpServer server = vertx.createHttpServer(options)
                .requestHandler(http)
                .webSocketHandler(webSocket)
                .connectionHandler(connection -> {
                    connections.incrementAndGet();
                    mostOpen.accumulateAndGet(openNow.incrementAndGet(), Math::max);
                    connection.exceptionHandler(reset -> {}); // a test that resets it knows
                    connection.closeHandler(closed -> openNow.decrementAndGet());
                });
        this.port = server.listen(port, HOST)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .actualPort();
    }

    public static FakeSystem http(Handler<HttpServerRequest> http) throws Exception {
        return new FakeSystem(0, http, null);
    }

    public static FakeSystem webSocket(Handler<ServerWebSocket> webSocket) throws Exception {
        return webSocket(0, webSocket);
    }

    public static FakeSystem webSocket(int port, Handler<ServerWebSocket> webSocket) throws Exception {
        return new FakeSystem(port, null, webSocket);
    }

    /** One that speaks this subprotocol. */
    public static FakeSystem webSocket(String subprotocol, Handler<ServerWebSocket> webSocket) throws Exception {
        return new FakeSystem(0, null, webSocket, new HttpServerOptions().addWebSocketSubProtocol(subprotocol));
    }

    /** A port at which nobody listens. */
    public static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            return socket.getLocalPort();
        }
    }

    /** Acknowledges each frame at once. */
    public static FakeSystem acknowledging() throws Exception {
        return webSocket(socket -> socket.textMessageHandler(frame -> socket.writeTextMessage(ack(frame))));
    }

    public static String ack(String frame) {
        return new JsonObject()
                .put("ack", new JsonObject(frame).getString("id"))
                .encode();
    }

    /** Where nobody listens. */
    public static Endpoint nobody() throws Exception {
        return new Endpoint(HOST, freePort());
    }

    public Endpoint endpoint() {
        return new Endpoint(HOST, port);
    }

    @Override
    public void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
