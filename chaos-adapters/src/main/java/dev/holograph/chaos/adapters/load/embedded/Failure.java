package dev.holograph.chaos.adapters.load.embedded;

import dev.holograph.chaos.adapters.tls.TlsFailure;
import dev.holograph.chaos.slo.FailureReason;
import dev.holograph.chaos.slo.FailureReason.Kind;
import dev.holograph.chaos.slo.TlsProblem;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Why a request of the built-in engine failed.
 *
 * @param sample the beginning of the answer; {@code null} if there is none
 */
record Failure(FailureReason reason, @Nullable String sample) {

    static Failure of(Kind kind) {
        return new Failure(FailureReason.of(kind), null);
    }

    /**
     * Tells kinds apart by the exception that ended a connection or kept it from being opened. Java has no exception of
     * its own for a reset: the message of the operating system names it.
     *
     * @param thrown {@code null}: the peer closed the connection in order
     */
    static Failure of(@Nullable Throwable thrown) {
        if (thrown == null) {
            return of(Kind.CLOSED);
        }
        if (thrown instanceof ClosedChannelException) {
            return of(Kind.CLOSED);
        }
        if (thrown instanceof ConnectTimeoutException) {
            return of(Kind.CONNECT_TIMEOUT);
        }
        if (thrown instanceof WebSocketClientHandshakeException refused && refused.response() != null) {
            if (refused.response().status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
                return new Failure(switched(refused), null);
            }
            return new Failure(FailureReason.status(refused.response().status().code()), null);
        }
        if (thrown instanceof SslHandshakeTimeoutException) {
            return of(Kind.CONNECT_TIMEOUT);
        }
        Optional<TlsProblem> tls = TlsFailure.problem(thrown);
        if (tls.isPresent()) {
            return new Failure(FailureReason.tls(tls.get()), null);
        }
        if (thrown instanceof SSLException) { // the connection ended in the middle of the handshake
            return of(isReset(thrown) || isReset(thrown.getCause()) ? Kind.RESET : Kind.CLOSED);
        }
        String message = String.valueOf(thrown.getMessage()).toLowerCase(Locale.ROOT);
        if (thrown instanceof ConnectException && message.contains("refused")) {
            return of(Kind.REFUSED);
        }
        if (isReset(thrown)) {
            return of(Kind.RESET);
        }
        if (thrown instanceof CodecException
                || thrown instanceof Http2Exception
                || thrown instanceof IllegalArgumentException) {
            return of(Kind.WRONG_ANSWER);
        }
        return new Failure(new FailureReason(Kind.OTHER, thrown.getClass().getSimpleName()), null);
    }

    /** Netty has one exception for all that can be wrong with an answer that switches; its message tells. */
    private static FailureReason switched(WebSocketClientHandshakeException refused) {
        String chosen = refused.response().headers().get(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, "");
        return String.valueOf(refused.getMessage()).startsWith("Invalid subprotocol")
                ? FailureReason.subprotocol(chosen)
                : FailureReason.of(Kind.WRONG_ANSWER); // such as a key that is not the answer to ours
    }

    private static boolean isReset(@Nullable Throwable thrown) {
        String message =
                thrown == null ? "" : String.valueOf(thrown.getMessage()).toLowerCase(Locale.ROOT);
        return thrown instanceof IOException && (message.contains("reset") || message.contains("broken pipe"));
    }
}
