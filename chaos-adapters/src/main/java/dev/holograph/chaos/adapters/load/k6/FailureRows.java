package dev.holograph.chaos.adapters.load.k6;

import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.slo.FailureReason;
import dev.holograph.chaos.slo.FailureReason.Kind;
import dev.holograph.chaos.slo.TlsProblem;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads why a request failed from the metadata of its row: {@code reason=KIND} or {@code reason=KIND:DETAIL}, and
 * {@code sample=}, the beginning of the answer in percent encoding. The script takes the kind from k6's <a
 * href="https://grafana.com/docs/k6/latest/javascript-api/error-codes/">error codes</a>: 1050 request time-out, 1201 and
 * 1220 reset, 1211 time-out of a dial, 1212 refused, 1000 none of its own (the end of a connection among them).
 */
final class FailureRows {

    private static final byte[] REASON_KEY = RowBytes.ascii("reason=");
    private static final byte[] SAMPLE_KEY = RowBytes.ascii("sample=");
    private static final int LONGEST_SAMPLE = 512;
    private static final int LONGEST_DETAIL = 40;

    /** A WebSocket's handshake was answered by a status, which only a row of k6's own tells. */
    private static final String HANDSHAKE = "handshake";

    private static final int SWITCHING_PROTOCOLS = 101;

    private static final Map<String, Kind> KINDS =
            Arrays.stream(Kind.values()).collect(Collectors.toUnmodifiableMap(Kind::id, Function.identity()));

    private int handshakeStatus;

    /** Takes the status with which a WebSocket's handshake was answered. */
    void handshake(int status) {
        handshakeStatus = status == SWITCHING_PROTOCOLS ? handshakeStatus : status;
    }

    /** Why it failed. Scripts that do not say so are known by the outcome alone. */
    FailureReason reason(RowMetadata metadata, Outcome outcome) throws CsvRows.BadRowException {
        int at = metadata.find(REASON_KEY);
        if (at < 0) {
            return FailureReason.of(
                    switch (outcome) {
                        case TIMED_OUT -> Kind.ANSWER_TIMEOUT;
                        case UNSENT -> Kind.UNSENT;
                        default -> Kind.OTHER;
                    });
        }
        String text = metadata.text(at);
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        String detail = colon < 0 ? "" : text.substring(colon + 1);
        if (name.equals(HANDSHAKE)) {
            return handshakeStatus > 0 ? FailureReason.status(handshakeStatus) : FailureReason.of(Kind.WRONG_ANSWER);
        }
        Kind kind = KINDS.get(name);
        if (kind == Kind.TLS) {
            return FailureReason.tls(TlsProblem.of(detail).orElse(TlsProblem.OTHER));
        }
        if (kind == Kind.SUBPROTOCOL) {
            return FailureReason.subprotocol(detail);
        }
        if (kind == Kind.REDIRECT) {
            return detail.equals("elsewhere") ? FailureReason.REDIRECT_ELSEWHERE : FailureReason.REDIRECT_AGAIN;
        }
        return new FailureReason(
                kind == null ? Kind.OTHER : kind, shortened(kind == null ? text : detail, LONGEST_DETAIL));
    }

    /** The beginning of the answer; {@code null} if the row has none. */
    @Nullable String sample(RowMetadata metadata) throws CsvRows.BadRowException {
        int at = metadata.find(SAMPLE_KEY);
        if (at < 0) {
            return null;
        }
        try {
            byte[] bytes = URLDecoder.decode(metadata.text(at).replace("+", "%2B"), StandardCharsets.UTF_8)
                    .getBytes(StandardCharsets.UTF_8);
            return new String(bytes, 0, Math.min(bytes.length, LONGEST_SAMPLE), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw metadata.bad("its sample is not percent-encoded");
        }
    }

    private static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
