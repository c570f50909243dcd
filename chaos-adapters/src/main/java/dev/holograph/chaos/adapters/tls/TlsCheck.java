package dev.holograph.chaos.adapters.tls;

import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.Tls;
import dev.holograph.chaos.slo.TlsProblem;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.HttpAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Tries one handshake with a target, before any other request to it. */
public final class TlsCheck {

    private static final String HTTP_2 = "h2";
    private static final String HTTP_1_1 = "http/1.1";

    private TlsCheck() {}

    /**
     * Why no client could speak TLS there, in one sentence with what to do. Empty if one can, and also where nobody
     * answers, or the connection breaks off: who asks next will tell that.
     *
     * @param at where to connect
     * @param own the name to ask for
     * @throws DriverException if one of the target's files cannot be used
     */
    public static Optional<String> problem(TargetSpec target, Endpoint at, Endpoint own, Duration within)
            throws DriverException {
        TlsClient client = TlsClient.of(target.tls());
        try (Socket plain = new Socket()) {
            int millis = Math.toIntExact(within.toMillis());
            plain.connect(new InetSocketAddress(at.host(), at.port()), millis);
            plain.setSoTimeout(millis);
            Optional<IOException> failure = failure(client, plain, own);
            return failure.flatMap(
                    thrown -> reason(thrown, target, at, within).map(problem -> sentence(problem, own, thrown)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<TlsProblem> reason(IOException thrown, TargetSpec target, Endpoint at, Duration within) {
        return TlsFailure.problem(thrown)
                .or(() -> PlainCheck.answersWithoutTls(String.valueOf(target.url()), at, within)
                        ? Optional.of(TlsProblem.NOT_TLS)
                        : Optional.empty());
    }

    private static Optional<IOException> failure(TlsClient client, Socket plain, Endpoint own) throws IOException {
        try (SSLSocket socket =
                (SSLSocket) client.context().getSocketFactory().createSocket(plain, own.host(), own.port(), true)) {
            socket.setSSLParameters(client.parameters(socket.getSSLParameters(), own.host()));
            socket.startHandshake();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e);
        }
    }

    /**
     * Why a load that is to speak HTTP/2 cannot, in one sentence with what to do. Empty if it can, and also where nobody
     * answers, or no TLS can be had.
     *
     * @throws DriverException if one of the target's files cannot be used
     */
    public static Optional<String> problemOfHttp2(HttpAddress base, Duration within) throws DriverException {
        Tls tls = base.tls();
        if (tls == null) {
            return Optional.empty(); // refused before
        }
        TlsClient client = TlsClient.of(tls);
        try (Socket plain = new Socket()) {
            int millis = Math.toIntExact(within.toMillis());
            plain.connect(
                    new InetSocketAddress(
                            base.endpoint().host(), base.endpoint().port()),
                    millis);
            plain.setSoTimeout(millis);
            try (SSLSocket socket = (SSLSocket) client.context()
                    .getSocketFactory()
                    .createSocket(plain, base.own().host(), base.own().port(), true)) {
                SSLParameters parameters =
                        client.parameters(socket.getSSLParameters(), base.own().host());
                parameters.setApplicationProtocols(new String[] {HTTP_2, HTTP_1_1});
                socket.setSSLParameters(parameters);
                socket.startHandshake();
                return HTTP_2.equals(socket.getApplicationProtocol())
                        ? Optional.empty()
                        : Optional.of(noHttp2(base.own()));
            }
        } catch (IOException e) {
            return TlsFailure.problem(e).filter(TlsProblem.NO_HTTP2::equals).map(problem -> noHttp2(base.own()));
        }
    }

    private static String noHttp2(Endpoint own) {
        return own + " does not offer HTTP/2 by ALPN, and the load is to speak it (version: 2); "
                + TlsFailure.advice(TlsProblem.NO_HTTP2, own.host());
    }

    private static String sentence(TlsProblem problem, Endpoint own, IOException thrown) {
        String more = problem == TlsProblem.OTHER && thrown instanceof SSLHandshakeException
                ? " (" + thrown.getMessage() + ")"
                : "";
        return "no TLS with " + own + ": " + problem.text() + more + "; " + TlsFailure.advice(problem, own.host());
    }
}
