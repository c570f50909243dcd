package dev.holograph.gremlin;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends one request and returns the body of its answer, asking again where that is safe. Redirects are not followed:
 * the key goes nowhere else.
 *
 * @param timeout of one attempt, from connecting to the last byte of the body
 */
record Transport(
        HttpClient http,
        URI base,
        Credentials credentials,
        @Nullable String teamId,
        String agent,
        Duration timeout,
        RetryPolicy retry,
        Sleeper sleeper,
        Clock clock) {

    /**
     * What is asked.
     *
     * @param path below the base, already safe to stand in a URL
     * @param repeatable whether asking twice does no more than asking once
     * @param privilege that Gremlin asks for
     */
    record Call(
            String method,
            String path,
            Map<String, String> query,
            @Nullable String body,
            boolean repeatable,
            String privilege) {

        /** For messages. */
        String words() {
            return method + " " + path;
        }
    }

    /** What came back: an answer, or why there is none. */
    private record Attempt(@Nullable HttpResponse<String> answer, GremlinException failure) {

        /** An answer of 429 or 5xx, or none at all. */
        boolean mayPass() {
            return answer == null || answer.statusCode() == 429 || answer.statusCode() >= 500;
        }
    }

    Transport withTimeout(Duration other) {
        return new Transport(http, base, credentials, teamId, agent, other, retry, sleeper, clock);
    }

    Transport withRetry(RetryPolicy other) {
        return new Transport(http, base, credentials, teamId, agent, timeout, other, sleeper, clock);
    }

    String send(Call call) throws GremlinException, InterruptedException {
        Failures failures = new Failures(credentials);
        for (int attempt = 1; ; attempt++) {
            Attempt made;
            try {
                HttpResponse<String> answer = once(call);
                if (answer.statusCode() / 100 == 2) {
                    return answer.body();
                }
                made = new Attempt(
                        answer, failures.of(call.words(), answer.statusCode(), answer.body(), call.privilege()));
            } catch (IOException e) {
                made = new Attempt(null, failures.noAnswer(call.words(), why(e)));
            } catch (TimeoutException e) {
                made = new Attempt(null, failures.noAnswer(call.words(), "none within " + timeout.toMillis() + " ms"));
            }
            Optional<Duration> pause = made.mayPass() ? pause(call, made, attempt) : Optional.empty();
            if (pause.isEmpty()) {
                throw made.failure();
            }
            sleeper.sleep(pause.get());
        }
    }

    /** How long to wait before asking again; empty: not at all. */
    private Optional<Duration> pause(Call call, Attempt made, int attempt) {
        if (!call.repeatable() || attempt >= retry.attempts()) {
            return Optional.empty();
        }
        Optional<Duration> told = made.answer() == null
                ? Optional.empty()
                : made.answer().headers().firstValue("Retry-After").flatMap(this::retryAfter);
        if (told.isPresent()) {
            return told.filter(pause -> pause.compareTo(retry.longest()) <= 0);
        }
        return Optional.of(retry.pauseAfter(attempt));
    }

    /** Seconds or a date, as RFC 9110, section 10.2.3 has it. */
    private Optional<Duration> retryAfter(String header) {
        try {
            return Optional.of(Duration.ofSeconds(Math.max(0, Integer.parseInt(header.strip()))));
        } catch (NumberFormatException notSeconds) {
            try {
                ZonedDateTime date = ZonedDateTime.parse(header.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
                Duration wait = Duration.between(clock.instant(), date.toInstant());
                return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
            } catch (DateTimeParseException neither) {
                return Optional.empty();
            }
        }
    }

    private HttpResponse<String> once(Call call) throws IOException, TimeoutException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(call))
                .timeout(timeout)
                .header("Authorization", credentials.header())
                .header("X-Gremlin-Agent", agent)
                .header("Accept", "application/json, text/plain");
        if (call.body() == null) {
            request.method(call.method(), HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json;charset=utf-8")
                    .method(call.method(), HttpRequest.BodyPublishers.ofString(call.body()));
        }
        // The time-out of a request ends with the headers of its answer; the body must be in time too.
        CompletableFuture<HttpResponse<String>> answer =
                http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        try {
            return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private URI uri(Call call) {
        Map<String, String> parameters = new TreeMap<>(call.query());
        if (teamId != null) {
            parameters.put("teamId", teamId);
        }
        StringBuilder url = new StringBuilder(base.toString()).append(call.path());
        char separator = '?';
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            url.append(separator)
                    .append(parameter.getKey())
                    .append('=')
                    .append(URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8));
            separator = '&';
        }
        return URI.create(url.toString());
    }

    private static String why(IOException e) {
        if (e.getMessage() != null) {
            return e.getMessage();
        }
        return e instanceof ConnectException
                ? "it cannot be connected to"
                : e.getClass().getSimpleName();
    }
}
