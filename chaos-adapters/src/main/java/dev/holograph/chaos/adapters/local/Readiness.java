package dev.holograph.chaos.adapters.local;

import dev.holograph.chaos.adapters.process.Child;
import dev.holograph.chaos.adapters.process.LogTail;
import dev.holograph.chaos.adapters.tls.TlsClient;
import dev.holograph.chaos.adapters.tls.TlsFailure;
import dev.holograph.chaos.plan.ServiceSpec;
import dev.holograph.chaos.plan.TargetUrl;
import dev.holograph.chaos.slo.TlsProblem;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.Endpoint;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.HttpsURLConnection;
import org.jspecify.annotations.Nullable;

/** Waits until a service can be used. */
final class Readiness {

    private static final int ANSWERS_WITHIN_MS = 1000;
    private static final long POLL_MS = 20;

    private final ServiceSpec service;
    private final Child child;
    private final Endpoint endpoint;
    private final @Nullable String url;
    private final TlsClient tls;
    private volatile @Nullable TlsProblem hopeless;

    /**
     * @param url that answers 2xx when the service can be used; {@code null}: when its port accepts
     * @param tls how it is checked where that URL asks for TLS
     */
    Readiness(ServiceSpec service, Child child, Endpoint endpoint, @Nullable String url, TlsClient tls) {
        this.service = service;
        this.child = child;
        this.endpoint = endpoint;
        this.url = url;
        this.tls = tls;
    }

    /** @throws DriverException if it ends, or does not get ready in time */
    void await() throws DriverException, InterruptedException {
        long end = System.nanoTime() + service.readyWithin().toNanos();
        while (true) {
            failIfEnded();
            Optional<String> problem = problem();
            if (problem.isEmpty()) {
                // The answer may be that of a stranger who took the port before the service could.
                failIfEnded();
                return;
            }
            failIfHopeless(problem.get());
            if (System.nanoTime() - end > 0) {
                throw new DriverException("service '" + service.name() + "' did not get ready within "
                        + service.readyWithin().toMillis() + " ms: " + problem.get()
                        + "; see what it printed, or raise readyWithin: ("
                        + service.location() + ")" + LogTail.asText(child.spec().log()));
            }
        }
    }

    /** A certificate does not get better by waiting. */
    private void failIfHopeless(String problem) throws DriverException {
        TlsProblem why = hopeless;
        if (why != null) {
            throw new DriverException("service '" + service.name() + "' cannot get ready: " + problem + "; "
                    + TlsFailure.advice(
                            why, String.valueOf(URI.create(String.valueOf(url)).getHost()))
                    + (why == TlsProblem.UNKNOWN_AUTHORITY ? ", by whose url: this service is reached" : "") + " ("
                    + service.location() + ")");
        }
    }

    /** Why it cannot be used now; empty if it can. */
    Optional<String> problem() {
        return Optional.ofNullable(url == null ? connect(endpoint) : get(url));
    }

    /** Waits a little, and fails if it has ended or does so meanwhile. */
    private void failIfEnded() throws DriverException, InterruptedException {
        try {
            int code = child.ended().get(POLL_MS, TimeUnit.MILLISECONDS);
            throw new DriverException("service '" + service.name() + "' ended with exit code " + code
                    + " before it was ready; mend what it complains of, or its settings (" + service.location() + ")"
                    + LogTail.asText(child.spec().log()));
        } catch (TimeoutException e) {
            return; // it runs
        } catch (ExecutionException e) {
            throw new IllegalStateException("waiting for a process cannot fail", e);
        }
    }

    /** Why an address cannot be used now; {@code null} if it accepts connections. */
    static @Nullable String connect(Endpoint endpoint) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), ANSWERS_WITHIN_MS);
            return null;
        } catch (IOException e) {
            return endpoint + " does not accept connections (" + e.getMessage() + ")";
        }
    }

    private @Nullable String get(String url) {
        String shown = TargetUrl.withoutLogin(url);
        try {
            HttpURLConnection connection = (HttpURLConnection) new URL(shown).openConnection(Proxy.NO_PROXY);
            TargetUrl.login(url)
                    .map(login -> Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
                    .ifPresent(login -> connection.setRequestProperty("Authorization", "Basic " + login));
            secure(connection);
            connection.setConnectTimeout(ANSWERS_WITHIN_MS);
            connection.setReadTimeout(ANSWERS_WITHIN_MS);
            connection.setInstanceFollowRedirects(false);
            connection.setUseCaches(false);
            try {
                int status = connection.getResponseCode();
                return status >= 200 && status < 300 ? null : shown + " answered " + status;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            hopeless = TlsFailure.problem(e).orElse(null);
            TlsProblem why = hopeless;
            return why == null
                    ? shown + " did not answer (" + e.getMessage() + ")"
                    : "no TLS with " + shown + ": " + why.text();
        }
    }

    private void secure(HttpURLConnection connection) {
        if (connection instanceof HttpsURLConnection https) {
            https.setSSLSocketFactory(tls.context().getSocketFactory());
            if (tls.isInsecure()) {
                https.setHostnameVerifier((host, session) -> true);
            }
        }
    }
}
