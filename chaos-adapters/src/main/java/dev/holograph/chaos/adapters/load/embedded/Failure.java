package dev.holograph.chaos.adapters.load.embedded;

import dev.holograph.chaos.slo.FailureReason;
import dev.holograph.chaos.slo.FailureReason.Kind;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.Locale;
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
        if (thrown instanceof ConnectTimeoutException) {
            return of(Kind.CONNECT_TIMEOUT);
        }
        if (thrown instanceof WebSocketClientHandshakeException refused && refused.response() != null) {
            return new Failure(FailureReason.status(refused.response().status().code()), null);
        }
        String message = String.valueOf(thrown.getMessage()).toLowerCase(Locale.ROOT);
        if (thrown instanceof ConnectException && message.contains("refused")) {
            return of(Kind.REFUSED);
        }
        if (thrown instanceof IOException && (message.contains("reset") || message.contains("broken pipe"))) {
            return of(Kind.RESET);
        }
        if (thrown instanceof CodecException || thrown instanceof IllegalArgumentException) {
            return of(Kind.WRONG_ANSWER);
        }
        return new Failure(new FailureReason(Kind.OTHER, thrown.getClass().getSimpleName()), null);
    }
}
