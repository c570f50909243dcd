package dev.holograph.chaos.adapters.load.k6;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds requests that k6 sent more than once without saying so. Go's {@code http.Transport} repeats a request that it may
 * repeat (GET, HEAD, OPTIONS, TRACE, or with an {@code Idempotency-Key}) when a kept-alive connection is lost before the
 * first byte of the answer (<a href="https://pkg.go.dev/net/http#Transport">its documentation</a>); no sample of k6 shows
 * it.
 *
 * <p>Scripts of {@code chaos.js} report how many bytes their requests are ({@code chaos_sent}): what {@code data_sent}
 * counts beyond that was sent again. For other scripts, whose sizes nobody knows, the timings of a request give it away:
 * k6 keeps the first connection's instants, so that a request which ended on a new connection has a
 * {@code http_req_connecting} of 0 and has waited for a connection all the same, while it was already sending. By chance
 * the same is seen where k6 itself had to wait: on a machine under strain in about one of 30,000 small requests and, since
 * large ones are always long in sending, in one of 400 of those. Fewer than five times as many are not reported.
 */
final class Resends {

    private static final byte[] BLOCKED = RowBytes.ascii("http_req_blocked");
    private static final byte[] CONNECTING = RowBytes.ascii("http_req_connecting");
    private static final byte[] SENDING = RowBytes.ascii("http_req_sending");
    /** The metrics that {@link #timing} takes. */
    static final List<String> TIMINGS = List.of("http_req_blocked", "http_req_connecting", "http_req_sending");

    private static final byte[] REQUESTS_KEY = RowBytes.ascii("requests=");
    private static final byte[] UNCERTAIN_KEY = RowBytes.ascii("uncertain=");

    /** Opening a connection takes longer, finding an open one does not. */
    private static final long OPENED_MICROS = 50;

    private static final int FEWEST = 3;
    private static final long ONE_IN = 6_000;
    private static final long ONE_SLOW_IN = 80;

    private boolean timingsAlone;
    private long workers;
    private long requests;
    private long bytes;
    private long uncertain;
    private long sent;
    private long timed;
    private long suspicious;
    private long slow;
    private long blocked;
    private boolean reused;

    /** With TLS nobody knows how many bytes a request is on the wire. */
    void byTimingsAlone() {
        timingsAlone = true;
    }

    /** Takes a row of {@code chaos_sent}. */
    void worker(long ownBytes, RowMetadata metadata) throws CsvRows.BadRowException {
        workers++;
        bytes += ownBytes;
        requests += metadata.number(metadata.need(REQUESTS_KEY));
        uncertain += metadata.number(metadata.need(UNCERTAIN_KEY));
    }

    /** Takes a row of {@code data_sent}. */
    void sent(long ownBytes) {
        sent += ownBytes;
    }

    /** Whether this is the name of a timing that {@link #timing} takes. */
    static boolean isTiming(byte[] row, int from, int comma) {
        return RowBytes.is(BLOCKED, row, from, comma)
                || RowBytes.is(CONNECTING, row, from, comma)
                || RowBytes.is(SENDING, row, from, comma);
    }

    /** Takes a timing, in microseconds. Those of one request follow each other. */
    void timing(byte[] row, int from, int comma, long micros) {
        if (RowBytes.is(BLOCKED, row, from, comma)) {
            blocked = micros;
        } else if (RowBytes.is(CONNECTING, row, from, comma)) {
            reused = micros == 0;
        } else {
            sending(micros);
        }
    }

    private void sending(long micros) {
        timed++;
        boolean opened = reused && blocked >= OPENED_MICROS;
        suspicious += opened && micros >= blocked ? 1 : 0;
        slow += !opened && micros >= OPENED_MICROS ? 1 : 0;
    }

    /** What to say about it; empty where nothing was sent again. */
    Optional<String> warning() {
        if (workers > 0 && !timingsAlone) {
            long beyond = sent - bytes - uncertain;
            long average = Math.max(1, bytes / Math.max(1, requests));
            return beyond <= 0
                    ? Optional.empty()
                    : Optional.of(sentence("", (beyond + average - 1) / average, requests));
        }
        return suspicious <= FEWEST + timed / ONE_IN + slow / ONE_SLOW_IN
                ? Optional.empty()
                : Optional.of(sentence("at least ", suspicious, timed));
    }

    private static String sentence(String least, long resent, long requests) {
        return String.format(
                Locale.ROOT,
                "k6 sent %s%d of %d requests again without counting a failure: the system closed a kept-alive connection"
                        + " before it answered, and Go's HTTP client repeats such requests. A client that does not repeat"
                        + " sees up to %d errors more; compare with the built-in engine (load: embedded), or see"
                        + " docs/guide/retries.md",
                least,
                resent,
                requests,
                resent);
    }
}
