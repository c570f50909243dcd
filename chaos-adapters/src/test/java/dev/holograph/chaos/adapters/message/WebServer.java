package dev.holograph.chaos.adapters.message;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A server that keeps what is posted to it, and gives the answers that it is told to, the last one for ever. */
public final class WebServer implements AutoCloseable {

    /** Of a server that never answers. */
    public static final Answer NEVER = new Answer(0, "", null);

    /** @param retryAfter {@code null}: without that header */
    public record Answer(int status, String body, String retryAfter) {
        public static Answer of(int status, String body) {
            return new Answer(status, body, null);
        }
    }

    /** What was posted. */
    public record Request(String path, String body, String type, String id) {}

    public final List<Request> requests = Collections.synchronizedList(new ArrayList<>());

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** @param answer makes the answer from what was posted */
    public WebServer(Function<String, Answer> answer) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> handle(exchange, answer));
        server.start();
    }

    public static WebServer answering(Answer... answers) throws IOException {
        Deque<Answer> left = new ArrayDeque<>(Arrays.asList(answers));
        return new WebServer(body -> {
            synchronized (left) {
                return left.size() == 1 ? left.getFirst() : left.removeFirst();
            }
        });
    }

    private void handle(HttpExchange exchange, Function<String, Answer> answers) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(new Request(
                exchange.getRequestURI().toString(),
                body,
                exchange.getRequestHeaders().getFirst("Content-Type"),
                exchange.getRequestHeaders().getFirst("Idempotency-Key")));
        Answer answer = answers.apply(body);
        if (answer.status() == 0) {
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
            return;
        }
        if (answer.retryAfter() != null) {
            exchange.getResponseHeaders().set("Retry-After", answer.retryAfter());
        }
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    public String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
