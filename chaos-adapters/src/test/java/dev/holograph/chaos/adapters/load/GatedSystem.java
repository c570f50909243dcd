package dev.holograph.chaos.adapters.load;

import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.HttpAddress;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;

/**
 * A real server that lets in only who knows user and password, and answers only below a path of its own. Whom it does not
 * let in it answers with what it was sent, as unwise servers do.
 */
public final class GatedSystem implements AutoCloseable {

    public static final String PREFIX = "/shop/v1";

    /** With characters that a URL must escape. */
    public static final String PASSWORD = "s3cret:/@word";

    /** {@code shopper} and the password, in Base64. */
    public static final String SENT = "c2hvcHBlcjpzM2NyZXQ6L0B3b3Jk";

    private final Vertx vertx = Vertx.vertx();
    private final Endpoint endpoint;

    public GatedSystem() throws Exception {
        HttpServer server = vertx.createHttpServer()
                .webSocketHandshakeHandler(handshake -> {
                    if (!("Basic " + SENT).equals(handshake.headers().get("Authorization"))) {
                        handshake.reject(401);
                    } else if (!handshake.path().equals(PREFIX + "/ws")) {
                        handshake.reject(404);
                    } else {
                        handshake.accept();
                    }
                })
                .webSocketHandler(
                        socket -> socket.textMessageHandler(frame -> socket.writeTextMessage(FakeSystem.ack(frame))))
                .requestHandler(GatedSystem::answer);
        int port = server.listen(0, FakeSystem.HOST)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .actualPort();
        endpoint = new Endpoint(FakeSystem.HOST, port);
    }

    private static void answer(HttpServerRequest request) {
        String sent = String.valueOf(request.headers().get("Authorization"));
        if (!sent.equals("Basic " + SENT)) {
            request.response().setStatusCode(401).end("not let in: " + sent);
        } else if (!request.path().startsWith(PREFIX + "/orders/")) {
            request.response().setStatusCode(404).end("nothing for " + sent + " with " + PASSWORD);
        } else {
            request.response().end("{\"id\":7}");
        }
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    /** Its URL with the right user and password. */
    public String url() {
        return "http://shopper:s3cret%3A%2F%40word@" + endpoint + PREFIX + "/";
    }

    /** A target with this URL. */
    public static TargetSpec target(String url) {
        return new TargetSpec("shop", null, false, url, new Location("local.yaml", 3, 5));
    }

    /** As loads, probes and ledgers reach it by this URL. */
    public HttpAddress at(String url) {
        return HttpAddress.of(target(url), endpoint);
    }

    @Override
    public void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
