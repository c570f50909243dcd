package dev.holograph.chaos.adapters.fault.toxiproxy;

import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The HTTP API of a running Toxiproxy, as its README describes it. */
final class Toxiproxy {

    /** Where it listens when it is started without options. */
    static final String DEFAULT_URL = "http://127.0.0.1:8474";

    static final String SETTING = "chaos.toxiproxy.url";

    private static final Duration CONNECTS_WITHIN = Duration.ofSeconds(2);

    /**
     * Longer than the 5 s for which its server waits for a reader that does not read, when it takes a toxic away
     * (WriteOutput in link.go).
     */
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(10);

    private static final int NOT_FOUND = 404;

    private final URI base;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECTS_WITHIN)
            .build();

    private Toxiproxy(URI base) {
        this.base = base;
    }

    /** The one that the build names. @throws IllegalArgumentException if its URL is none of a Toxiproxy */
    static Toxiproxy of(DriverContext context) {
        return at(context.setting(SETTING).orElse(DEFAULT_URL));
    }

    /** @throws IllegalArgumentException if the URL is none of a Toxiproxy */
    static Toxiproxy at(String url) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw wrong(e);
        }
        boolean isHttp = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        // It knows no users; whatever stands there must not get into a journal.
        if (!isHttp || uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawQuery() != null) {
            throw wrong(null);
        }
        return new Toxiproxy(URI.create(url.replaceFirst("/+$", "")));
    }

    private static IllegalArgumentException wrong(@Nullable Throwable cause) {
        return new IllegalArgumentException(
                SETTING + " is no URL of a Toxiproxy; write http://host:port, such as " + DEFAULT_URL, cause);
    }

    /** Whether it is on this machine, and so are all runs that use it as it is meant. */
    boolean isHere() {
        String host = base.getHost();
        return host.equals("localhost") || host.matches("127\\.[0-9.]+|\\[?::1]?");
    }

    /** Where it is. */
    String url() {
        return base.toString();
    }

    /** Returns the version, such as {@code 2.12.0}; a build from sources may say something else of itself, such as {@code git}. */
    String version() throws DriverException, InterruptedException {
        // A bare text in old ones, then JSON that had no quotes (its change 538), then JSON.
        String body = need("GET", "/version", null, ANSWERS_WITHIN).body();
        return body.replaceAll("[{}\"\\s]", "").replaceFirst("^version:", "");
    }

    /** All of its proxies, by name. */
    SortedMap<String, Proxy> proxies() throws DriverException, InterruptedException {
        SortedMap<String, Proxy> proxies = new TreeMap<>();
        for (Map.Entry<String, Object> entry :
                json(need("GET", "/proxies", null, ANSWERS_WITHIN).body())) {
            proxies.put(entry.getKey(), Proxy.of((JsonObject) entry.getValue()));
        }
        return proxies;
    }

    /**
     * Adds a toxic to a proxy; it acts on open connections and on new ones.
     *
     * @return the toxic as Toxiproxy added it, with its defaults
     */
    JsonObject add(String proxy, JsonObject toxic) throws DriverException, InterruptedException {
        return json(need("POST", "/proxies/" + proxy + "/toxics", toxic.encode(), ANSWERS_WITHIN)
                .body());
    }

    /** Takes a toxic away. It is as well if it, or the whole proxy, is not there any more. */
    void remove(String proxy, String toxic, Duration within) throws DriverException, InterruptedException {
        String path = "/proxies/" + proxy + "/toxics/" + toxic;
        HttpResponse<String> answer = send("DELETE", path, null, within);
        if (answer.statusCode() != NOT_FOUND) {
            check("DELETE", path, answer);
        }
    }

    private HttpResponse<String> need(String method, String path, @Nullable String body, Duration within)
            throws DriverException, InterruptedException {
        return check(method, path, send(method, path, body, within));
    }

    private HttpResponse<String> send(String method, String path, @Nullable String body, Duration within)
            throws DriverException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(within.isZero() ? Duration.ofMillis(1) : within)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            String why = e.getMessage() == null ? "connection refused" : e.getMessage();
            throw new DriverException(
                    "Toxiproxy at " + base + " does not answer (" + why + "); see that it runs, and that -D" + SETTING
                            + " says where",
                    e);
        }
    }

    private HttpResponse<String> check(String method, String path, HttpResponse<String> answer) throws DriverException {
        if (answer.statusCode() / 100 != 2) {
            String body = answer.body().strip();
            String said = body.substring(0, Math.min(200, body.length()));
            throw new DriverException("Toxiproxy at " + base + " answered " + answer.statusCode() + " to " + method
                    + " " + path + ": " + said);
        }
        return answer;
    }

    private JsonObject json(String body) throws DriverException {
        try {
            return new JsonObject(body);
        } catch (DecodeException e) {
            throw new DriverException(
                    "what answers at " + base + " is no Toxiproxy; see that -D" + SETTING + " says where it is", e);
        }
    }
}
