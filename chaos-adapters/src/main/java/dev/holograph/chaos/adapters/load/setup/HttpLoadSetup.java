package dev.holograph.chaos.adapters.load.setup;

import dev.holograph.chaos.adapters.process.SharedVertx;
import dev.holograph.chaos.adapters.tls.TlsFailure;
import dev.holograph.chaos.adapters.tls.VertxTls;
import dev.holograph.chaos.scenario.SetupRequest;
import dev.holograph.chaos.slo.TlsProblem;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.HttpAddress;
import dev.holograph.chaos.spi.LoadPlan;
import dev.holograph.chaos.spi.LoadSetup;
import dev.holograph.chaos.spi.RunResources;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Makes the request of a load's {@code setup:} by HTTP/1.1, as the load reaches its target. Redirects are not followed. */
public final class HttpLoadSetup implements LoadSetup {

    /** As of answers that a load reads. */
    private static final int LONGEST_ANSWER = 1 << 20;

    private final RunResources shared;
    private final InstantSource clock;

    /** @param clock tells whether a token of the answer outlives the load */
    public HttpLoadSetup(RunResources shared, InstantSource clock) {
        this.shared = shared;
        this.clock = clock;
    }

    @Override
    public Map<String, String> values(LoadPlan plan, Deadline deadline) throws DriverException, InterruptedException {
        SetupRequest setup = plan.load().setup();
        if (setup == null) {
            return Map.of();
        }
        HttpAddress target = setup.login() == null ? plan.base() : plan.base().withLogin(setup.login());
        int within = (int) Math.max(1, deadline.remaining().toMillis());
        HttpClient client = SharedVertx.client(
                SharedVertx.of(shared),
                VertxTls.options(
                        new HttpClientOptions()
                                .setKeepAlive(false)
                                .setConnectTimeout(within)
                                .setDecompressionSupported(true),
                        target),
                new PoolOptions());
        SetupAnswer answer;
        try {
            answer = ask(client, setup, target, within)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(within, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw failed(plan, "was not answered within " + within + " ms; see that the target is well", e);
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw failed(plan, unanswered(cause, target), cause);
        } finally {
            client.close();
        }
        return answer.values(setup, plan, words(plan), clock.instant());
    }

    private static Future<SetupAnswer> ask(HttpClient client, SetupRequest setup, HttpAddress target, int within) {
        RequestOptions options = VertxTls.request(target)
                .setMethod(HttpMethod.valueOf(setup.method()))
                .setURI(target.path(setup.path()))
                .setTimeout(within);
        setup.headers().forEach(options::putHeader);
        return client.request(options)
                .compose(request -> setup.body() == null ? request.send() : request.send(setup.body()))
                .compose(HttpLoadSetup::whole);
    }

    private static Future<SetupAnswer> whole(HttpClientResponse response) {
        Promise<SetupAnswer> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        response.handler(part -> {
            if (body.length() + part.length() > LONGEST_ANSWER) {
                whole.tryFail(new IllegalArgumentException("its answer is longer than 1 MiB"));
                response.request().reset();
            } else {
                body.appendBuffer(part);
            }
        });
        response.exceptionHandler(whole::tryFail);
        response.endHandler(end -> whole.tryComplete(new SetupAnswer(response.statusCode(), body.toString())));
        return whole.future();
    }

    private static String unanswered(Throwable failure, HttpAddress target) {
        Optional<TlsProblem> tls = TlsFailure.problem(failure);
        return tls.map(problem -> "was not answered (TLS handshake failed: " + problem.text() + "); "
                        + TlsFailure.advice(problem, target.own().host()))
                .orElseGet(() -> "was not answered (" + failure.getClass().getSimpleName() + "); see that the target"
                        + " runs, and that its url: is right");
    }

    /** Begins each message: which request of which load. */
    private static String words(LoadPlan plan) {
        return "load '" + plan.load().name() + "': its setup " + plan.load().setup() + " ";
    }

    private static DriverException failed(LoadPlan plan, String what, Throwable cause) {
        return new DriverException(words(plan) + what + " (" + plan.load().location() + ")", cause);
    }
}
