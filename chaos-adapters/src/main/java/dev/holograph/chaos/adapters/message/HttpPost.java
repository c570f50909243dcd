package dev.holograph.chaos.adapters.message;

import dev.holograph.chaos.adapters.message.Attempts.NotTaken;
import dev.holograph.chaos.spi.MessageException;
import dev.holograph.chaos.spi.SecretForms;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One POST of a JSON text to a URL that is a secret. Follows no redirect: that would carry the message elsewhere. */
final class HttpPost {

    static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final int LONGEST_ANSWER = 200;
    /** Far more than is shown: half of a secret at its end must not be among that. */
    private static final int MOST_READ = 8000;
    /** The request was certainly not worked off: too many, an error before it, not now. A gateway's 502 and 504 may be. */
    private static final Set<Integer> AGAIN = Set.of(429, 500, 503);

    private final URI url;
    private final SecretForms hidden;
    private final Clock clock;
    private final Duration timeout;

    HttpPost(URI url, Clock clock, Duration timeout) {
        this.url = url;
        this.hidden = SecretForms.of(url.toString());
        this.clock = clock;
        this.timeout = timeout;
    }

    /**
     * @param id by which a receiver can tell a message that it has already
     * @throws NotTaken if it makes sense to try again
     */
    void send(String json, String id, WebhookAnswers answers) throws NotTaken, MessageException, InterruptedException {
        HttpResponse<String> response = response(request(json, id));
        int status = response.statusCode();
        if (status / 100 == 2) {
            return;
        }
        String said = Texts.line(hidden.hiddenIn(response.body()), LONGEST_ANSWER);
        String found = host() + " answered " + status + (said.isEmpty() ? "" : " " + said);
        if (AGAIN.contains(status)) {
            throw new NotTaken(
                    found,
                    response.headers().firstValue("Retry-After").map(this::wait).orElse(null));
        }
        String advice = status / 100 == 3
                ? "redirects are not followed; use the URL to which it redirects"
                : answers.advice(status, said);
        throw new MessageException(advice == null ? found : found + "; " + advice);
    }

    private HttpRequest request(String json, String id) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(timeout)
                .header("Content-Type", "application/json; charset=utf-8")
                .header("Idempotency-Key", id)
                .header("User-Agent", "chaos-maven-plugin")
                .POST(BodyPublishers.ofString(json));
        String user = url.getUserInfo();
        return user == null
                ? request.build()
                : request.header(
                                "Authorization",
                                "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)))
                        .build();
    }

    private HttpResponse<String> response(HttpRequest request) throws NotTaken, MessageException, InterruptedException {
        // A client of its own: a connection that was closed meanwhile would leave open whether the message has arrived.
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(ProxySelector.getDefault())
                .connectTimeout(CONNECT_TIMEOUT.compareTo(timeout) < 0 ? CONNECT_TIMEOUT : timeout)
                .build();
        Future<HttpResponse<String>> response =
                client.sendAsync(request, info -> new FirstBytes(info.statusCode() / 100 == 2 ? 0 : MOST_READ));
        try {
            return response.get(2 * timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            response.cancel(true);
            throw noAnswer(e);
        } catch (ExecutionException e) {
            throw problem(Objects.requireNonNullElse(e.getCause(), e));
        }
    }

    private MessageException problem(Throwable cause) throws NotTaken {
        if (cause instanceof HttpConnectTimeoutException || cause instanceof ConnectException) {
            throw new NotTaken(host() + " cannot be reached", null);
        }
        if (cause instanceof HttpTimeoutException) {
            return noAnswer(cause);
        }
        if (cause instanceof SSLException) {
            return new MessageException(
                    host() + " cannot be trusted: "
                            + Texts.line(hidden.hiddenIn(String.valueOf(cause.getMessage())), LONGEST_ANSWER) + "; "
                            + Trust.ADVICE,
                    cause);
        }
        String what = cause instanceof IOException ? String.valueOf(cause.getMessage()) : String.valueOf(cause);
        return new MessageException(
                "the connection to " + host() + " broke: " + Texts.line(hidden.hiddenIn(what), LONGEST_ANSWER)
                        + "; the message may have arrived, so it was not sent again",
                cause);
    }

    private MessageException noAnswer(Throwable cause) {
        return new MessageException(
                host() + " did not answer within " + timeout.toMillis() / 1000.0
                        + " s; the message may have arrived, so it was not sent again",
                cause);
    }

    private @Nullable Duration wait(String retryAfter) {
        String text = retryAfter.strip();
        if (text.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        try {
            Instant until = DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
            Duration wait = Duration.between(clock.instant(), until);
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private String host() {
        return url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }
}
