package dev.holograph.chaos.spi;

import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.TargetUrl;
import dev.holograph.chaos.plan.Tls;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where requests by HTTP or WebSocket go, and what the target's URL adds to each of them.
 *
 * @param endpoint where a client connects: the target's own, or that of a proxy in front of it
 * @param own what a client asks for, by {@code Host} and, where it speaks TLS, by SNI, and whose name the certificate
 *     must be for: the host and port of the target's URL, also through a proxy
 * @param prefix the path of the target's URL, without a slash at its end; put before each request's own path
 * @param login {@code user:password} of the target's URL, a secret; {@code null} where it names none
 * @param tls how the target is checked; {@code null} where it is reached without TLS
 */
public record HttpAddress(
        Endpoint endpoint,
        Endpoint own,
        String prefix,
        @Nullable String login,
        @Nullable Tls tls) {

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /** A place without TLS that is its own. */
    public HttpAddress(Endpoint endpoint, String prefix, @Nullable String login) {
        this(endpoint, endpoint, prefix, login, null);
    }

    /** A place whose URL adds nothing. */
    public HttpAddress(Endpoint endpoint) {
        this(endpoint, "", null);
    }

    /** @param endpoint where the target is reached: its own, or that of a proxy in front of it */
    public static HttpAddress of(TargetSpec target, Endpoint endpoint) {
        String url = target.url();
        return url == null
                ? new HttpAddress(endpoint)
                : new HttpAddress(
                        endpoint,
                        own(url, endpoint),
                        TargetUrl.prefix(url),
                        TargetUrl.login(url).orElse(null),
                        TargetUrl.isWeb(url) && target.isSecure() ? target.tls() : null);
    }

    /**
     * A service of the run has no name of its own: it is asked for by where it is reached. So is an address of IPv6 without
     * TLS, under which k6 could not be led elsewhere.
     */
    private static Endpoint own(String url, Endpoint endpoint) {
        return TargetUrl.socket(url)
                .filter(socket -> TargetUrl.services(url).isEmpty())
                .map(socket -> new Endpoint(socket.getHost().replaceAll("[\\[\\]]", ""), socket.getPort()))
                .filter(own -> TargetUrl.isSecure(url) || !own.host().contains(":"))
                .orElse(endpoint);
    }

    /** The same for a client that logs in by its own {@code user:password}. */
    public HttpAddress withLogin(String user) {
        return new HttpAddress(endpoint, own, prefix, user, tls);
    }

    /** Whether clients speak TLS. */
    public boolean isSecure() {
        return tls != null;
    }

    /** {@code https} or {@code http}. */
    public String scheme() {
        return isSecure() ? "https" : "http";
    }

    /** {@code wss} or {@code ws}. */
    public String webSocketScheme() {
        return isSecure() ? "wss" : "ws";
    }

    /** What stands in the header {@code Host} and in a URL: the name that is asked for, with its port where it must be. */
    public String authority() {
        String all = own.toString();
        int standard = isSecure() ? HTTPS_PORT : HTTP_PORT;
        return own.port() == standard ? all.substring(0, all.lastIndexOf(':')) : all;
    }

    /** The path to ask for. */
    public String path(String own) {
        return prefix + own;
    }

    /** The value of the header {@code Authorization}, a secret. */
    public Optional<String> authorization() {
        return Optional.ofNullable(login)
                .map(text -> "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** What must not be seen in an answer that echoes its request: the login as it is sent, and the password itself. */
    public List<String> secrets() {
        if (login == null) {
            return List.of();
        }
        String header = authorization().orElseThrow();
        String sent = header.substring("Basic ".length());
        String password = login.substring(login.indexOf(':') + 1);
        return password.isEmpty() ? List.of(header, sent) : List.of(header, sent, password);
    }

    /** Without the login. */
    @Override
    public String toString() {
        return endpoint + prefix;
    }
}
