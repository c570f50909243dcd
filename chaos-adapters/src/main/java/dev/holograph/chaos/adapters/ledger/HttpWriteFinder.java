package dev.holograph.chaos.adapters.ledger;

import dev.holograph.chaos.adapters.process.SharedVertx;
import dev.holograph.chaos.adapters.tls.VertxTls;
import dev.holograph.chaos.scenario.Ledger;
import dev.holograph.chaos.slo.Acknowledgements;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.HttpAddress;
import dev.holograph.chaos.spi.RunResources;
import dev.holograph.chaos.spi.WriteFinder.Answer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;

/** Asks the system for each write by HTTP. A write that it denies (404 or 410) is lost. */
final class HttpWriteFinder implements Search {

    private static final int CONNECT_TIMEOUT_MS = 2_000;

    private final RunResources shared;
    private final Ledger.Http request;
    private final HttpAddress target;
    private LookupRound.Said last = LookupRound.Said.NOTHING;

    HttpWriteFinder(RunResources shared, Ledger.Http request, HttpAddress target) {
        this.shared = shared;
        this.request = request;
        this.target = target;
    }

    @Override
    public Answer find(Acknowledgements writes, Deadline settled, Deadline deadline)
            throws DriverException, InterruptedException {
        Vertx vertx = SharedVertx.of(shared);
        HttpClient client = SharedVertx.client(
                vertx,
                VertxTls.options(
                        new HttpClientOptions().setKeepAlive(true).setConnectTimeout(CONNECT_TIMEOUT_MS), target),
                new PoolOptions().setHttp1MaxSize(LookupRound.PARALLEL));
        try {
            return LookupRetry.find(writes, settled, deadline, lookUps -> {
                LookupRound round = new LookupRound(request, target, lookUps, deadline);
                round.run(vertx, client);
                last = last.then(round.last());
            });
        } finally {
            client.close();
        }
    }

    @Override
    public String ifFound() {
        return said() + "; ask by a path that answers 404 where nothing is";
    }

    @Override
    public String ifUnknown() {
        if (isDenial(last.status())) {
            return said() + " once, and a second look, which must confirm it, was not answered in time; see that the"
                    + " target is not overloaded";
        }
        return said() + ", and 404 or 410 is due where nothing is; "
                + (last.advice().isEmpty() ? advice(last.status(), target.login() != null) : last.advice());
    }

    private static boolean isDenial(int status) {
        return status == 404 || status == 410;
    }

    private String said() {
        return request.shown() + " of target '" + request.target() + "' " + last.words();
    }

    private static String advice(int status, boolean hasLogin) {
        if (status < 0) {
            return "see that the target runs, and that its url: is right";
        }
        if (status >= 500) {
            return "see that the target is well";
        }
        return switch (status) {
            case 401, 403 ->
                hasLogin
                        ? "correct the user and password in the target's url:"
                        : "give the target url: http://user:password@host:port, with the password as {env.NAME}, or ask by a"
                                + " path that needs none";
            case 400 ->
                "see that method and path are those of the read path; if this is the port of TLS, write https:// in"
                        + " the target's url:";
            case 301, 302, 303, 307, 308 -> "redirects are not followed: ask where this one leads";
            default -> "see that method and path are those of the read path";
        };
    }
}
