package dev.holograph.chaos.adapters.tls;

import dev.holograph.chaos.plan.Tls;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.HttpAddress;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;

/** Lets Vert.x ask a target as its URL says: by TLS where it asks for that, and by its own name also through a proxy. */
public final class VertxTls {

    private VertxTls() {}

    /** @throws DriverException if a file that the target names cannot be used */
    public static HttpClientOptions options(HttpClientOptions options, HttpAddress target) throws DriverException {
        Tls tls = target.tls();
        if (tls == null) {
            return options;
        }
        TlsClient client = TlsClient.of(tls);
        options.setSsl(true)
                .setVerifyHost(!client.isInsecure())
                .setForceSni(TlsClient.isName(target.own().host()))
                .setTrustOptions(TrustOptions.wrap(client.trustManager()));
        if (client.keyManager() != null) {
            options.setKeyCertOptions(KeyCertOptions.wrap(client.keyManager()));
        }
        return options;
    }

    /** A request to a target: where to connect, whom to ask for, and the login of its URL. */
    public static RequestOptions request(HttpAddress target) {
        Endpoint endpoint = target.endpoint();
        RequestOptions request = new RequestOptions()
                .setServer(SocketAddress.inetSocketAddress(endpoint.port(), endpoint.host()))
                .setHost(target.own().host())
                .setPort(target.own().port())
                .setSsl(target.isSecure());
        target.authorization().ifPresent(login -> request.putHeader(HttpHeaders.AUTHORIZATION, login));
        return request;
    }
}
