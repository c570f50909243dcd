package dev.holograph.chaos.adapters.tls;

import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.slo.TlsProblem;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.Endpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;

/** Tries one handshake with a target, before anything else is asked of it. */
public final class TlsCheck {

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
            return handshake(client, plain, own);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> handshake(TlsClient client, Socket plain, Endpoint own) throws IOException {
        try (SSLSocket socket =
                (SSLSocket) client.context().getSocketFactory().createSocket(plain, own.host(), own.port(), true)) {
            socket.setSSLParameters(client.parameters(socket.getSSLParameters(), own.host()));
            socket.startHandshake();
            return Optional.empty();
        } catch (IOException e) {
            return TlsFailure.problem(e).map(problem -> sentence(problem, own, e));
        }
    }

    private static String sentence(TlsProblem problem, Endpoint own, IOException thrown) {
        String more = problem == TlsProblem.OTHER && thrown instanceof SSLHandshakeException
                ? " (" + thrown.getMessage() + ")"
                : "";
        return "no TLS with " + own + ": " + problem.text() + more + "; " + TlsFailure.advice(problem, own.host());
    }
}
