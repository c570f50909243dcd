package dev.holograph.chaos.adapters.ledger;

import dev.holograph.chaos.adapters.process.SharedVertx;
import dev.holograph.chaos.scenario.Ledger;
import dev.holograph.chaos.slo.Acknowledgements;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.Shared;
import dev.holograph.chaos.spi.WriteFinder.Answer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;

/** Asks the system for each write by HTTP. A write that it denies (404 or 410) is lost. */
final class HttpWriteFinder {

    private static final int CONNECT_TIMEOUT_MS = 2_000;

    private final Shared shared;

    HttpWriteFinder(Shared shared) {
        this.shared = shared;
    }

    Answer find(Ledger.Http request, Endpoint target, Acknowledgements writes, Deadline deadline)
            throws DriverException, InterruptedException {
        Vertx vertx = SharedVertx.of(shared);
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions().setKeepAlive(true).setConnectTimeout(CONNECT_TIMEOUT_MS),
                new PoolOptions().setHttp1MaxSize(LookUpRound.PARALLEL));
        try {
            return Rounds.find(writes, deadline, lookUps -> new LookUpRound(request, target, lookUps, deadline)
                    .run(vertx, client));
        } finally {
            client.close();
        }
    }
}
