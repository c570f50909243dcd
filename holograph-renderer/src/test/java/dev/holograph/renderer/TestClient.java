package dev.holograph.renderer;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One WebSocket to a renderer, and plain HTTP beside it. */
final class TestClient implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final BlockingQueue<JsonObject> answers = new LinkedBlockingQueue<>();
    final WebSocket socket;

    /** Held, since Vert.x closes a client, and its sockets with it, when the garbage collector finds it. */
    private final WebSocketClient client;

    TestClient(Vertx vertx, int port) throws Exception {
        WebSocketClientOptions options =
                new WebSocketClientOptions().setMaxFrameSize(8 << 20).setMaxMessageSize(8 << 20);
        client = vertx.createWebSocketClient(options);
        socket = client.connect(port, "127.0.0.1", "/ws")
                .onSuccess(open -> open.textMessageHandler(text -> answers.add(new JsonObject(text))))
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    void send(String text) {
        socket.writeTextMessage(text);
    }

    void sendFrame(String id) {
        send(frame(id));
    }

    /** Sends the text and waits for the next answer. */
    JsonObject ask(String text) throws Exception {
        send(text);
        return next();
    }

    JsonObject next() throws Exception {
        JsonObject answer = answers.poll(10, TimeUnit.SECONDS);
        assertThat(answer).as("an answer within 10 s").isNotNull();
        return answer;
    }

    /** Sends a frame, waits for its acknowledgement, and returns how long that took. */
    Duration store(String id) throws Exception {
        long before = System.nanoTime();
        assertThat(ask(frame(id)).getString("ack")).isEqualTo(id);
        return Duration.ofNanos(System.nanoTime() - before);
    }

    @Override
    public void close() {
        client.close();
    }

    static String frame(String id) {
        return "{\"id\":\"" + id + "\",\"data\":\"of " + id + "\"}";
    }

    static HttpResponse<String> get(int port, String path) throws Exception {
        return send(port, path, "GET");
    }

    static HttpResponse<String> send(int port, String path, String method) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(10))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** The value of a metric without labels. */
    static double metric(int port, String name) throws Exception {
        return get(port, "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no metric " + name));
    }
}
