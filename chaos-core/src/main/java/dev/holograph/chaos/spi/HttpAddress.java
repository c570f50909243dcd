package dev.holograph.chaos.spi;

import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.TargetUrl;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where requests by HTTP or WebSocket go, and what the target's URL adds to each of them.
 *
 * @param prefix the path of the target's URL, without a slash at its end; put before each request's own path
 * @param login {@code user:password} of the target's URL, a secret; {@code null} where it names none
 */
public record HttpAddress(
        Endpoint endpoint, String prefix, @Nullable String login) {

    /** A place whose URL adds nothing. */
    public HttpAddress(Endpoint endpoint) {
        this(endpoint, "", null);
    }

    /** @param endpoint where the target is reached: its own, or that of a proxy in front of it */
    public static HttpAddress of(TargetSpec target, Endpoint endpoint) {
        return target.url() == null
                ? new HttpAddress(endpoint)
                : new HttpAddress(
                        endpoint,
                        TargetUrl.prefix(target.url()),
                        TargetUrl.login(target.url()).orElse(null));
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
