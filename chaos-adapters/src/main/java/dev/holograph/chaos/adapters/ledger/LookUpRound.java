package dev.holograph.chaos.adapters.ledger;

import dev.holograph.chaos.scenario.Ledger;
import dev.holograph.chaos.slo.Acknowledgements.Write;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.Endpoint;
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
final class LookUpRound {

    static final int PARALLEL = 32;

    private static final int ANSWERS_WITHIN_MS = 5_000;

    private final HttpMethod method;
    private final String path;
    private final Endpoint target;
    private final Deadline deadline;

    // Touched by the event loop only; the latch makes the answers visible to who waits.
    private final LookUps lookUps;
    private final Iterator<Write> writes;
    private int next;

    private final CountDownLatch lanesOpen = new CountDownLatch(PARALLEL);
    private volatile boolean givenUp;

    LookUpRound(Ledger.Http request, Endpoint target, LookUps lookUps, Deadline deadline) {
        this.method = HttpMethod.valueOf(request.method());
        this.path = request.path();
        this.target = target;
        this.lookUps = lookUps;
        this.writes = lookUps.writes().iterator();
        this.deadline = deadline;
    }

    /** Those that the deadline did not leave time for have no answer. */
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

    private void lane(HttpClient client) {
        if (!writes.hasNext() || givenUp || deadline.isOver()) {
            lanesOpen.countDown();
            return;
        }
        int number = next++;
        ask(client, writes.next().id()).onComplete(asked -> {
            lookUps.put(number, asked.succeeded() ? meaning(asked.result()) : LookUp.NO_ANSWER);
            lane(client);
        });
    }

    private Future<Integer> ask(HttpClient client, String id) {
        String encoded = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
        RequestOptions request = new RequestOptions()
                .setMethod(method)
                .setHost(target.host())
                .setPort(target.port())
                .setURI(path.replace(Ledger.Find.ID, encoded))
                .setTimeout(Math.max(
                        1, Math.min(ANSWERS_WITHIN_MS, deadline.remaining().toMillis())));
        return client.request(request).compose(ready -> ready.send()).compose(response -> response.end()
                .map(response.statusCode()));
    }

    private static LookUp meaning(int status) {
        if (status >= 200 && status < 300) {
            return LookUp.FOUND;
        }
        return status == 404 || status == 410 ? LookUp.DENIED : LookUp.NO_ANSWER;
    }
}
