package dev.holograph.chaos.adapters.tls;

import dev.holograph.chaos.plan.TargetUrl;
import dev.holograph.chaos.plan.Tls;
import dev.holograph.chaos.slo.TlsProblem;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.Endpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocket;

/**
 * Whether a target whose URL is without TLS has a port of TLS, before any load goes there: it would answer the whole load
 * with status 400, or break off each connection. A plain server is sent no request: it may count them, or act on them.
 */
public final class PlainCheck {

    /** The same with TLS. */
    private static final Map<String, String> SECURE = Map.of("http", "https", "ws", "wss", "redis", "rediss");

    /** Takes every certificate: whether it is the right one does not matter here. */
    private static final Tls ANY = new Tls(null, null, null, true);

    /** No server says this on a port of TLS: those that answer such a request by HTTP at all say 400. */
    private static final Pattern HTTP = Pattern.compile("HTTP/1\\.[01] (?!400)[0-9]{3}");

    private static final int HTTP_BYTES = "HTTP/1.1 200".length();

    /** How each answer of a Redis to a PING begins, also one that asks for a password. */
    private static final Pattern REDIS = Pattern.compile("[-+]");

    /** For a handshake, which a plain server may take for the beginning of a request that goes on. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private static final String PING = "PING\r\n";

    private PlainCheck() {}

    /**
     * Why clients without TLS get nowhere, in one sentence with what to do. Empty unless it is certain: where the request
     * is not understood and a TLS handshake is. A target that is not up, is slow, or answers 400 of itself is no such case,
     * nor is a port that speaks both.
     *
     * @param url of the target, as it is written; it says how to ask, by HTTP or as of a Redis
     * @param at where to connect
     * @param within the longest wait for each answer
     */
    public static Optional<String> problem(String url, Endpoint at, Duration within) throws DriverException {
        String scheme = url.substring(0, Math.max(0, url.indexOf(':')));
        String secure = SECURE.get(scheme);
        if (secure == null || isPlain(url, at, within)) {
            return Optional.empty();
        }
        return Optional.of("its url: says " + scheme + ", and " + at + " speaks TLS; write "
                + TargetUrl.withoutLogin(secure + url.substring(scheme.length())));
    }

    /** Whether it is, or nobody can tell. */
    private static boolean isPlain(String url, Endpoint at, Duration within) throws DriverException {
        if (TargetUrl.isRedis(url)) { // it would wait for the end of a handshake's line, and answers a PING at once
            return isUnderstood(url, at, within) || !speaksTls(at, within);
        }
        Duration soon = within.compareTo(SOON) < 0 ? within : SOON;
        return !speaksTls(at, soon) || isUnderstood(url, at, within);
    }

    /**
     * Whether the server answers there without TLS, for one that does not answer a handshake: a Redis and some HTTP servers
     * wait for the end of its line.
     */
    static boolean answersWithoutTls(String url, Endpoint at, Duration within) {
        try (Socket socket = connected(at, within)) {
            return answers(socket, url, at);
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether a request is, or nothing can be known of it. The password is left out: any answer of HTTP will do. */
    private static boolean isUnderstood(String url, Endpoint at, Duration within) {
        try (Socket socket = connected(at, within)) {
            try {
                return answers(socket, url, at);
            } catch (SocketTimeoutException e) {
                return true; // slow
            } catch (IOException e) {
                return false; // broken off
            }
        } catch (IOException e) {
            return true; // not up
        }
    }

    private static boolean answers(Socket socket, String url, Endpoint at) throws IOException {
        boolean isRedis = TargetUrl.isRedis(url);
        String request = isRedis
                ? PING
                : "GET " + TargetUrl.prefix(url) + "/ HTTP/1.1\r\nHost: " + at + "\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return isRedis ? begins(socket, REDIS, 1) : begins(socket, HTTP, HTTP_BYTES);
    }

    private static boolean begins(Socket socket, Pattern answer, int bytes) throws IOException {
        byte[] begin = socket.getInputStream().readNBytes(bytes);
        return answer.matcher(new String(begin, StandardCharsets.ISO_8859_1)).matches();
    }

    private static boolean speaksTls(Endpoint at, Duration within) throws DriverException {
        TlsClient client = TlsClient.of(ANY);
        try (Socket plain = connected(at, within);
                SSLSocket socket = (SSLSocket)
                        client.context().getSocketFactory().createSocket(plain, at.host(), at.port(), true)) {
            socket.setSSLParameters(client.parameters(socket.getSSLParameters(), at.host()));
            socket.startHandshake();
            return true;
        } catch (IOException e) {
            return TlsFailure.problem(e)
                    .filter(TlsProblem.REFUSED::equals) // an alert: it wants a certificate, or another version
                    .isPresent();
        }
    }

    private static Socket connected(Endpoint at, Duration within) throws IOException {
        Socket socket = new Socket();
        try {
            int millis = Math.toIntExact(within.toMillis());
            socket.connect(new InetSocketAddress(at.host(), at.port()), millis);
            socket.setSoTimeout(millis);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
