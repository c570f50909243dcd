package dev.holograph.chaos.adapters.probe.prometheus;

import dev.holograph.chaos.adapters.probe.NoNumberException;
import dev.holograph.chaos.adapters.probe.ProbeClient;
import dev.holograph.chaos.adapters.tls.TlsClient;
import dev.holograph.chaos.adapters.tls.TlsFailure;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.Tls;
import dev.holograph.chaos.slo.TlsProblem;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.HttpAddress;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Sends instant queries ({@code GET /api/v1/query}), each for the moment at which it is sent. */
final class PrometheusProbeClient implements ProbeClient {

    /** One number is short; an answer that is not must not fill the memory. */
    private static final int LONGEST_ANSWER = 1024 * 1024;

    private final HttpClient client;
    private final String place;
    private final String host;
    private final HttpRequest request;

    /** @throws DriverException if it cannot be reached by TLS as the target says */
    PrometheusProbeClient(TargetSpec target, Endpoint endpoint, String query) throws DriverException {
        this.place = "Prometheus of target '" + target.name() + "'";
        HttpAddress address = HttpAddress.of(target, endpoint);
        this.host = address.own().host();
        this.client = client(target, address);
        String authority = address.isSecure() ? address.authority() : endpoint.toString();
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(address.scheme() + "://" + authority
                + address.path("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8))));
        address.authorization().ifPresent(login -> builder.header("Authorization", login));
        this.request = builder.build();
    }

    private static HttpClient client(TargetSpec target, HttpAddress address) throws DriverException {
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER);
        Tls tls = address.tls();
        if (tls == null) {
            return builder.build();
        }
        if (!address.own().equals(address.endpoint())) {
            throw new DriverException("a Prometheus that is reached by TLS cannot be queried through the proxy; remove"
                    + " through: of target '" + target.name() + "' (" + target.location() + ")");
        }
        return builder.sslContext(TlsClient.of(tls).context()).build();
    }

    @Override
    public double ask(Duration within) throws NoNumberException, DriverException, InterruptedException {
        HttpResponse<InputStream> response;
        byte[] body;
        try {
            response = client.send(request, BodyHandlers.ofInputStream());
            try (InputStream stream = response.body()) {
                body = stream.readNBytes(LONGEST_ANSWER + 1);
            }
        } catch (IOException e) {
            Optional<TlsProblem> tls = TlsFailure.problem(e);
            if (tls.isPresent()) {
                throw new DriverException(place + " cannot be reached (TLS handshake failed: "
                        + tls.get().text() + "); " + TlsFailure.advice(tls.get(), host));
            }
            throw new DriverException(place + " cannot be reached ("
                    + e.getClass().getSimpleName() + "); see that it runs, and that the" + " target's url: is right");
        }
        if (body.length > LONGEST_ANSWER) {
            throw new DriverException("the answer of " + place + " is longer than 1 MiB; ask for one number by sum(…)");
        }
        return Answer.number(place, response.statusCode(), new String(body, StandardCharsets.UTF_8));
    }

    /** Nothing of its own is open: what waits is interrupted. */
    @Override
    public void drop() {}
}
