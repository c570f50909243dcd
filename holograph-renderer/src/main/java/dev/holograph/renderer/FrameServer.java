package dev.holograph.renderer;

import dev.holograph.renderer.metrics.Metrics;
import dev.holograph.renderer.store.Frame;
import dev.holograph.renderer.store.FrameStore;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** What the renderer offers over the network. */
final class FrameServer {
    /** Larger messages than this break the connection: below it, a frame that is too large gets an answer. */
    static final int MAX_MESSAGE = 1 << 20;

    private static final String FRAMES = "/frames/";
    private static final String JSON = "application/json";

    private final Vertx vertx;
    private final FrameStore store;
    private final KeepAlive keepAlive;
    private final Metrics metrics;
    private final FrameParser parser = new FrameParser();

    FrameServer(Vertx vertx, FrameStore store, KeepAlive keepAlive, Metrics metrics) {
        this.vertx = vertx;
        this.store = store;
        this.keepAlive = keepAlive;
        this.metrics = metrics;
    }

    Future<HttpServer> listen(int port) {
        HttpServerOptions options = new HttpServerOptions()
                .setPort(port)
                .setTcpNoDelay(true)
                .setMaxWebSocketFrameSize(MAX_MESSAGE)
                .setMaxWebSocketMessageSize(MAX_MESSAGE)
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false);
        return vertx.createHttpServer(options).requestHandler(this::route).listen();
    }

    private void route(HttpServerRequest request) {
        String path = request.path() == null ? "" : request.path();
        if (!request.method().equals(HttpMethod.GET)) {
            request.response().putHeader("Allow", "GET");
            error(request, 405, "only GET is known here");
        } else if (path.equals("/ws")) {
            openSocket(request);
        } else if (path.startsWith(FRAMES)) {
            sendFrame(request, path.substring(FRAMES.length()));
        } else if (path.equals("/healthz") || path.equals("/readyz")) {
            sendState(request);
        } else if (path.equals("/metrics")) {
            request.response()
                    .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                    .end(metrics.expose());
        } else {
            error(request, 404, "known are /ws, /frames/{id}, /healthz, /readyz and /metrics");
        }
    }

    private void openSocket(HttpServerRequest request) {
        if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            request.response().putHeader("Upgrade", "websocket");
            error(request, 426, "frames are sent over a WebSocket");
            return;
        }
        Context context = vertx.getOrCreateContext();
        request.toWebSocket().onSuccess(socket -> serve(request, socket, context));
    }

    private void serve(HttpServerRequest request, ServerWebSocket socket, Context context) {
        metrics.connections.add(1);
        Runnable stopWatching = keepAlive.watch(vertx, socket, () -> {
            metrics.keepAliveClosed.increment();
            // Not a WebSocket close: a peer that does not answer pings would not answer that either.
            request.connection().close();
        });
        socket.closeHandler(closed -> {
            metrics.connections.add(-1);
            stopWatching.run();
        });
        new FrameSocket(socket, context, store, parser, metrics);
    }

    private void sendFrame(HttpServerRequest request, String id) {
        if (!Frame.isId(id)) {
            error(request, 400, "an id is " + Frame.ID);
            return;
        }
        Future.fromCompletionStage(store.find(id), vertx.getOrCreateContext())
                .onSuccess(found -> answer(request, id, found))
                .onFailure(broken -> error(request, 503, "the store cannot be read"));
    }

    private static void answer(HttpServerRequest request, String id, Optional<String> found) {
        if (found.isEmpty()) {
            error(request, 404, "no frame " + id);
        } else {
            request.response().putHeader("Content-Type", JSON).end(found.get());
        }
    }

    /** Alive and ready are the same here: what cannot store is mended by a restart, and the port opens after the replay. */
    private void sendState(HttpServerRequest request) {
        if (store.canStore()) {
            request.response().end("ok\n");
        } else {
            error(request, 503, "the log cannot be written; a restart reads it again");
        }
    }

    private static void error(HttpServerRequest request, int status, String message) {
        HttpServerResponse response = request.response();
        response.setStatusCode(status)
                .putHeader("Content-Type", JSON)
                .end(new JsonObject().put("error", message).encode());
    }
}
