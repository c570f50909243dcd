package dev.holograph.chaos.adapters.ledger;

import dev.holograph.chaos.adapters.process.SharedVertx;
import dev.holograph.chaos.scenario.Ledger;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.Shared;
import dev.holograph.chaos.spi.WriteFinder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Asks the system for each write by HTTP. A write that it denies twice (404 or 410), in two rounds, is lost: the second
 * round forgives a read path that is still filling up. One that gets no such answer is asked for until the deadline.
 */
public final class HttpWriteFinder implements WriteFinder {

    private static final long BETWEEN_ROUNDS_MS = 250;
    private static final int CONNECT_TIMEOUT_MS = 2_000;

    private final Shared shared;

    public HttpWriteFinder(Shared shared) {
        this.shared = shared;
    }

    @Override
    public Answer find(Ledger ledger, Endpoint target, List<String> ids, Deadline deadline)
            throws InterruptedException {
        if (ids.isEmpty()) {
            return new Answer(List.of(), List.of());
        }
        Vertx vertx = SharedVertx.of(shared);
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions().setKeepAlive(true).setConnectTimeout(CONNECT_TIMEOUT_MS),
                new PoolOptions().setHttp1MaxSize(LookUpRound.PARALLEL));
        try {
            return find(ids, deadline, open -> new LookUpRound(ledger, target, open, deadline).run(vertx, client));
        } finally {
            client.close();
        }
    }

    /** Asks for all of them once. */
    @FunctionalInterface
    interface Round {
        List<LookUp> ask(List<String> ids) throws InterruptedException;
    }

    static Answer find(List<String> ids, Deadline deadline, Round round) throws InterruptedException {
        List<String> open = ids;
        Set<String> deniedOnce = new HashSet<>();
        List<String> lost = new ArrayList<>();
        while (true) {
            List<LookUp> answers = round.ask(open);
            List<String> again = new ArrayList<>();
            for (int i = 0; i < open.size(); i++) {
                String id = open.get(i);
                switch (answers.get(i)) {
                    case FOUND -> {}
                    case DENIED -> (deniedOnce.add(id) ? again : lost).add(id);
                    case NO_ANSWER -> again.add(id);
                }
            }
            open = again;
            if (open.isEmpty() || deadline.isOver()) {
                return new Answer(lost, open);
            }
            Thread.sleep(Math.min(BETWEEN_ROUNDS_MS, deadline.remaining().toMillis()));
        }
    }
}
