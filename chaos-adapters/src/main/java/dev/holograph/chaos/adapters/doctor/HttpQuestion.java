package dev.holograph.chaos.adapters.doctor;

import dev.holograph.chaos.adapters.doctor.TargetUse.Kind;
import dev.holograph.chaos.adapters.tls.TlsClient;
import dev.holograph.chaos.plan.Tls;
import dev.holograph.chaos.spi.Check;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.HttpAddress;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One question by HTTP, and what its answer means. */
final class HttpQuestion {

    private static final String LOGIN_ADVICE =
            "give the target url: http://user:password@host:port with the password as" + " {env.NAME}";
    private static final String ELSE_ADVICE =
            "; nothing is to be done if the load has a login of its own in headers: or basicAuth:";

    private final String name;
    private final HttpAddress address;
    private final TargetUse use;
    private final Duration within;

    HttpQuestion(String name, HttpAddress address, TargetUse use, Duration within) {
        this.name = name;
        this.address = address;
        this.use = use;
        this.within = within;
    }

    Check get() throws DriverException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri(address.scheme())).timeout(within);
        address.authorization().ifPresent(login -> request.header("Authorization", login));
        try {
            // Whatever comes after the head is left: it may never end.
            HttpResponse<InputStream> response = client(version()).send(request.build(), BodyHandlers.ofInputStream());
            response.body().close();
            String by = !address.isSecure() ? "" : response.version() == Version.HTTP_2 ? " by HTTP/2" : " by HTTP/1.1";
            return meaning("GET " + place(), response.statusCode() + by, response.statusCode());
        } catch (IOException e) {
            return unreachable(name, "GET " + place(), e);
        }
    }

    Check handshake() throws DriverException, InterruptedException {
        WebSocket.Builder builder =
                client(Version.HTTP_1_1).newWebSocketBuilder().connectTimeout(within);
        address.authorization().ifPresent(login -> builder.header("Authorization", login));
        String asked = "the WebSocket " + place();
        CompletableFuture<WebSocket> opening =
                builder.buildAsync(uri(address.webSocketScheme()), new WebSocket.Listener() {});
        try {
            opening.get(within.toMillis(), TimeUnit.MILLISECONDS).abort();
            return Check.ok(name, asked + " was opened");
        } catch (TimeoutException e) {
            opening.thenAccept(WebSocket::abort);
            opening.cancel(true);
            return unreachable(name, asked, new HttpTimeoutException("no answer"));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                int status = refused.getResponse().statusCode();
                return meaning(asked, Integer.toString(status), status);
            }
            return unreachable(name, asked, e.getCause() == null ? e : e.getCause());
        }
    }

    /** As the load does: HTTP/2 by ALPN, where the server offers it. */
    private Version version() {
        return address.isSecure() && use.kind() != Kind.PROMETHEUS ? Version.HTTP_2 : Version.HTTP_1_1;
    }

    private HttpClient client(Version version) throws DriverException {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(version)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(within);
        Tls tls = address.tls();
        return tls == null
                ? builder.build()
                : builder.sslContext(TlsClient.of(tls).context()).build();
    }

    private URI uri(String scheme) {
        return URI.create(scheme + "://" + place());
    }

    private String place() {
        // Of a path that only the URL names, nothing is known of what a slash at its end would mean.
        return address.authority()
                + (use.isGiven() || address.prefix().isEmpty() ? address.path(use.path()) : address.prefix());
    }

    private Check meaning(String asked, String answer, int status) {
        String found = asked + " answered " + answer;
        if (status == 401 || status == 403 || status == 407) {
            if (address.login() != null) {
                return Check.fail(name, found, "correct the user and password in the target's url:");
            }
            return use.kind() == Kind.PROMETHEUS
                    ? Check.fail(name, found, LOGIN_ADVICE)
                    : Check.warn(name, found, LOGIN_ADVICE + ELSE_ADVICE);
        }
        if (status == 404 || status == 405 || status == 410) {
            return absent(found);
        }
        if (use.kind() == Kind.WEB_SOCKET) {
            return Check.warn(name, found + " to its handshake", "see that there are WebSockets at this path");
        }
        if (status >= 400) {
            return Check.warn(name, found, "see that the target is well");
        }
        return Check.ok(name, (use.kind() == Kind.PROMETHEUS ? "Prometheus: " : "") + found);
    }

    private Check absent(String found) {
        if (use.isGiven()) {
            return Check.warn(
                    name, found, "correct the path of the target's url:, or the one in the scenario that requests it");
        }
        return address.prefix().isEmpty()
                ? Check.ok(name, found + ", and no scenario requests this path")
                : Check.warn(
                        name, found, "see that the path of the target's url: is right; it stands before each path");
    }

    /** Nobody answered. */
    static Check unreachable(String name, String asked, Throwable why) {
        String reason = why.getClass().getSimpleName();
        if (why instanceof HttpConnectTimeoutException) {
            reason = "nobody accepted the connection in time";
        } else if (why instanceof HttpTimeoutException) {
            reason = "no answer in time";
        } else if (isWithoutAddress(why)) {
            reason = "the host has no address";
        } else if (why instanceof ConnectException) {
            reason = "the connection was refused";
        }
        return Check.fail(
                name,
                asked + " was not answered: " + reason,
                "see that it runs, and that host and port of url: are right");
    }

    private static boolean isWithoutAddress(Throwable why) {
        for (Throwable cause = why; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
                return true;
            }
        }
        return false;
    }
}
