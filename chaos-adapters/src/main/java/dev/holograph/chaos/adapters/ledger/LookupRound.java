package dev.holograph.chaos.adapters.ledger;

import dev.holograph.chaos.adapters.tls.TlsFailure;
import dev.holograph.chaos.adapters.tls.VertxTls;
import dev.holograph.chaos.scenario.Ledger;
import dev.holograph.chaos.slo.Acknowledgements.Write;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.HttpAddress;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.concurrent.CountDownLatch;

/** Asks once for each of some writes, a bounded number at a time over connections that stay open. */
final class LookupRound {

    static final int PARALLEL = 32;

    private static final int ANSWERS_WITHIN_MS = 5_000;

    private final HttpMethod method;
    private final String path;
    private final HttpAddress target;
    private final Deadline deadline;

    // Touched by the event loop only; the latch makes the answers visible to who waits.
    private final LookupResults lookUps;
    private final Iterator<Write> writes;
    private int next;
    private Said last = Said.NOTHING;

    private final CountDownLatch lanesOpen = new CountDownLatch(PARALLEL);
    private volatile boolean givenUp;

    /**
     * What came of one question.
     *
     * @param status -1: there was no answer
     * @param words after the question's own
     * @param advice what to do, where the answer's status does not say it; empty if it does
     */
    record Said(int status, String words, String advice) {

        static final Said NOTHING = new Said(-1, "was not answered in time", "");

        static Said of(int status) {
            return new Said(status, "was answered " + status, "");
        }

        static Said of(Throwable failure, String host) {
            return TlsFailure.problem(failure)
                    .map(problem -> new Said(
                            -1,
                            "was not answered (TLS handshake failed: " + problem.text() + ")",
                            TlsFailure.advice(problem, host)))
                    .orElseGet(() -> new Said(
                            -1, "was not answered (" + failure.getClass().getSimpleName() + ")", ""));
        }

        /** What to tell of both: an answer says more than that there was none, as when time runs out at the end. */
        Said then(Said later) {
            return later.status >= 0 || this.equals(NOTHING) ? later : this;
        }
    }

    LookupRound(Ledger.Http request, HttpAddress target, LookupResults lookUps, Deadline deadline) {
        this.method = HttpMethod.valueOf(request.method());
        this.path = request.path();
        this.target = target;
        this.lookUps = lookUps;
        this.writes = lookUps.writes().iterator();
        this.deadline = deadline;
    }

    /** Runs the round. Writes for which the deadline left no time have no answer. */
    void run(Vertx vertx, HttpClient client) throws InterruptedException {
        Context context = vertx.getOrCreateContext();
        context.runOnContext(start -> {
            for (int i = 0; i < PARALLEL; i++) {
                lane(client);
            }
        });
        try {
            lanesOpen.await();
        } catch (InterruptedException e) {
            givenUp = true;
            throw e;
        }
    }

    /** What came of the question that was over last. */
    Said last() {
        return last;
    }

    private void lane(HttpClient client) {
        if (!writes.hasNext() || givenUp || deadline.isOver()) {
            lanesOpen.countDown();
            return;
        }
        int number = next++;
        ask(client, writes.next().id()).onComplete(asked -> {
            lookUps.put(number, asked.succeeded() ? meaning(asked.result()) : LookupResult.NO_ANSWER);
            last = asked.succeeded()
                    ? Said.of(asked.result())
                    : Said.of(asked.cause(), target.own().host());
            lane(client);
        });
    }

    private Future<Integer> ask(HttpClient client, String id) {
        String encoded = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
        RequestOptions request = VertxTls.request(target)
                .setMethod(method)
                .setURI(target.path(path.replace(Ledger.Find.ID, encoded)))
                .setTimeout(Math.max(
                        1, Math.min(ANSWERS_WITHIN_MS, deadline.remaining().toMillis())));
        return client.request(request).compose(ready -> ready.send()).compose(response -> response.end()
                .map(response.statusCode()));
    }

    private static LookupResult meaning(int status) {
        if (status >= 200 && status < 300) {
            return LookupResult.FOUND;
        }
        return status == 404 || status == 410 ? LookupResult.DENIED : LookupResult.NO_ANSWER;
    }
}
