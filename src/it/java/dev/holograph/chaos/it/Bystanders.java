package dev.holograph.chaos.it;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What runs before a build and goes on after it, however that ends: a web server, a Redis and, if it is on the PATH, a
 * Toxiproxy between the web server and its clients. Asked by other means than the plugin's own.
 */
final class Bystanders implements AutoCloseable {

    private static final Duration READY = Duration.ofSeconds(20);
    private static final int ANSWERS_WITHIN_MS = 1_500;
    private static final String GOODBYE = "+OK\r\n";
    private static final Pattern TOXICS = Pattern.compile("\"toxics\":\\[([^]]*)]");

    private final HttpServer web;
    private final List<Process> processes = new ArrayList<>();
    private final int redisPort = freePort();
    private final int toxiproxyPort = freePort();
    private final int frontPort = freePort();
    private final boolean toxiproxy;
    private String config = "";

    private Bystanders(Path folder) throws IOException {
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        web.setExecutor(Executors.newCachedThreadPool());
        web.createContext("/", exchange -> {
            byte[] body = "here".getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        web.start();
        Path redis = redisServer().orElseThrow(() -> new IOException("no redis-server on the PATH"));
        spawn(folder, redis.toString(), "--port", "" + redisPort, "--bind", "127.0.0.1", "--save", "");
        Optional<Path> server = onThePath("toxiproxy-server");
        toxiproxy = server.isPresent();
        if (toxiproxy) {
            spawn(folder, server.get().toString(), "-host", "127.0.0.1", "-port", "" + toxiproxyPort);
        }
    }

    static Bystanders start(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Bystanders all = new Bystanders(folder);
        try {
            Build.await(() -> all.redis("PING").startsWith("+PONG"), READY, "redis-server");
            all.redis("SET before " + "x".repeat(1000));
            all.config = all.redisConfig();
            if (all.toxiproxy) {
                Build.await(() -> all.proxies().isPresent(), READY, "toxiproxy-server");
                all.http("POST", "/proxies", """
                        {"name": "web", "listen": "127.0.0.1:%d", "upstream": "127.0.0.1:%d", "enabled": true}""".formatted(
                                all.frontPort, all.web.getAddress().getPort()));
            }
            return all;
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            all.close();
            throw e;
        }
    }

    private void spawn(Path folder, String... command) throws IOException {
        processes.add(new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(Path.of(command[0]).getFileName() + ".log")
                        .toFile())
                .start());
    }

    /** Without it nothing of this can be tried. */
    static Optional<Path> redisServer() {
        return onThePath("redis-server");
    }

    boolean hasToxiproxy() {
        return toxiproxy;
    }

    /** What the project's environments are to be given. */
    Map<String, String> variables(boolean throughToxiproxy) {
        return Map.of(
                "KILLS_WEB_PORT",
                "" + (throughToxiproxy ? frontPort : web.getAddress().getPort()),
                "KILLS_STORE_PORT",
                "" + redisPort);
    }

    String toxiproxyUrl() {
        return "http://127.0.0.1:" + toxiproxyPort;
    }

    /** All that a run may have left on them; empty if there is nothing. */
    List<String> left() {
        List<String> left = new ArrayList<>();
        if (toxiproxy) {
            Matcher toxics = TOXICS.matcher(proxies().orElse("\"toxics\":[Toxiproxy does not answer]"));
            while (toxics.find()) {
                if (!toxics.group(1).isBlank()) {
                    left.add("toxics " + toxics.group(1));
                }
            }
        }
        String written = redis("SET after x");
        if (!written.startsWith("+OK")) {
            left.add("Redis does not write: " + written.strip());
        }
        if (written.isEmpty()) {
            return left; // it hears nothing else either
        }
        String now = redisConfig();
        if (!now.equals(config)) {
            left.add("Redis is set to " + now + ", was " + config);
        }
        String keys = redis("DBSIZE").strip();
        if (!keys.equals(":2")) {
            left.add("Redis holds keys of others: " + keys);
        }
        return left;
    }

    private String redisConfig() {
        return (redis("CONFIG GET maxmemory") + redis("CONFIG GET maxmemory-policy"))
                .strip()
                .replace("\r\n", " ");
    }

    /** What Redis answers; empty if it does not answer. */
    private String redis(String command) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), redisPort)) {
            socket.setSoTimeout(ANSWERS_WITHIN_MS);
            socket.getOutputStream().write((command + "\r\nQUIT\r\n").getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            String answer = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            return answer.endsWith(GOODBYE) ? answer.substring(0, answer.length() - GOODBYE.length()) : answer;
        } catch (SocketTimeoutException e) {
            return "";
        } catch (IOException e) {
            return e.toString();
        }
    }

    private Optional<String> proxies() {
        try {
            return Optional.of(http("GET", "/proxies", ""));
        } catch (IOException | InterruptedException e) {
            return Optional.empty();
        }
    }

    private String http(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(toxiproxyUrl() + path))
                .timeout(Duration.ofSeconds(5))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(path + " was answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    private static Optional<Path> onThePath(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
        web.stop(0);
    }
}
