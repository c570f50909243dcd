package dev.holograph.chaos.adapters.fault.kubernetes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Stands before the real API server and answers the next requests with errors that a real one gives only under
 * conditions that cannot be had: bodies as in the Kubernetes API conventions, "Response Status Kind".
 */
final class MoodyApiServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client;
    private final String upstream;
    private final String token;
    private volatile String lost = "";
    private volatile String refused = "";
    private final Queue<Integer> moods = new ConcurrentLinkedQueue<>();

    /** What was asked for and how it was answered: {@code PATCH 503}. */
    final List<String> log = Collections.synchronizedList(new ArrayList<>());

    MoodyApiServer(String upstream, String token) throws IOException, GeneralSecurityException {
        this.upstream = upstream.replaceAll("/$", "");
        this.token = token;
        SSLContext anybody = SSLContext.getInstance("TLS");
        anybody.init(null, new TrustManager[] {new Trusting()}, null);
        client = HttpClient.newBuilder().sslContext(anybody).executor(threads).build();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 50);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** The next requests are answered by these statuses, each by one. */
    void answerNext(Integer... statuses) {
        moods.addAll(List.of(statuses));
    }

    /** Requests by this method are carried out, and answered by 500. */
    void loseAnswersTo(String method) {
        lost = method;
    }

    /** Requests by this method are not carried out, and answered by 500. */
    void refuse(String method) {
        refused = method;
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Integer mood = exchange.getRequestMethod().equals(refused) ? Integer.valueOf(500) : moods.poll();
        if (mood != null) {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            String status =
                    "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"in a mood\",\"code\":"
                            + mood + "}";
            send(exchange, mood, status.getBytes(StandardCharsets.UTF_8));
            return;
        }
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(upstream + exchange.getRequestURI()))
                    .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body))
                    .header("Authorization", "Bearer " + token);
            for (String name : List.of("Content-Type", "Accept")) {
                String value = exchange.getRequestHeaders().getFirst(name);
                if (value != null) {
                    request.header(name, value);
                }
            }
            HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            boolean isLost = exchange.getRequestMethod().equals(lost);
            send(exchange, isLost ? 500 : response.statusCode(), isLost ? new byte[0] : response.body());
        } catch (InterruptedException e) {
            exchange.close();
        }
    }

    private void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        log.add(exchange.getRequestMethod() + " " + status);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** The cluster is the test's own, and only its word is needed. */
    private static final class Trusting extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
