package dev.holograph.gremlin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/**
 * A relay on 127.0.0.1 before Gremlin's service that writes down what goes by: methods, paths, statuses, and the shape of
 * each body. Values are left out but for the few that name a stage or a kind; no id, name, tag, key or text gets in.
 */
final class Transcript implements AutoCloseable {

    private static final Set<String> KEPT =
            Set.of("stage", "stageLifecycle", "k8sStage", "type", "targetType", "kind", "state", "infraCommandType");

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final URI service;
    private final HttpServer server;

    Transcript(URI service) throws IOException {
        this.service = service;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", this::relay);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    String text() {
        return String.join("\n", lines) + "\n";
    }

    private void relay(HttpExchange exchange) throws IOException {
        try (exchange) {
            URI asked = exchange.getRequestURI();
            String path = asked.getRawPath().replaceFirst("^/v1", "");
            String query = asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(service + path + query))
                    .method(
                            exchange.getRequestMethod(),
                            body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
            for (String header : List.of("Authorization", "Content-Type", "X-Gremlin-Agent")) {
                String value = exchange.getRequestHeaders().getFirst(header);
                if (value != null) {
                    request.header(header, value);
                }
            }
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            lines.add(exchange.getRequestMethod() + " " + path.replaceAll("[0-9a-fA-F-]{20,}", "{id}")
                    + query.replaceAll("=[^&]*", "=…"));
            lines.add("  sent: " + shape(body));
            lines.add("  " + answer.statusCode() + " "
                    + answer.headers().firstValue("Content-Type").orElse("no type") + ": " + shape(answer.body()));
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.statusCode(), bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String shape(String body) {
        if (body.isBlank()) {
            return "nothing";
        }
        try {
            return shape("", Node.parse(body));
        } catch (IOException e) {
            return "text of " + body.length() + " characters";
        }
    }

    /** Of a list, what is different among its items. */
    private static String shape(String name, Node node) {
        if (!node.items().isEmpty()) {
            return node.items().stream()
                    .map(item -> shape(name, item))
                    .distinct()
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        if (!node.fields().isEmpty()) {
            return node.fields().entrySet().stream()
                    .map(field -> safe(field.getKey()) + ": " + shape(field.getKey(), field.getValue()))
                    .distinct()
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return KEPT.contains(camelCase(name)) ? safe(node.stringOr("…")) : "…";
    }

    /** Tags and labels are fields as well, whose names are the team's own. */
    private static String safe(String word) {
        return word.matches("[A-Za-z_0-9]{1,40}") ? word : "…";
    }

    private static String camelCase(String name) {
        StringBuilder camel = new StringBuilder();
        for (String part : name.split("_")) {
            camel.append(
                    camel.isEmpty()
                            ? part
                            : part.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + part.substring(1));
        }
        return camel.toString();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
