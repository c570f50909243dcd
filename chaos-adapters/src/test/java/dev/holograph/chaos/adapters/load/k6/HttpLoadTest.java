package dev.holograph.chaos.adapters.load.k6;

import static dev.holograph.chaos.adapters.load.k6.Loads.perSecond;
import static dev.holograph.chaos.adapters.load.k6.Loads.users;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.load.FakeSystem;
import dev.holograph.chaos.adapters.load.Recording;
import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.scenario.Profile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpLoadTest {

    private static final Duration ONE_SECOND = Duration.ofSeconds(1);
    private static final Duration TWO_SECONDS = Duration.ofSeconds(2);
    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    private Loads loads;

    @BeforeEach
    void prepare() {
        loads = new Loads(folder);
    }

    private static Profile post(int maxConnections) {
        return new Profile.Http(
                "shop",
                "POST",
                "/orders/{id}",
                Map.of("Idempotency-Key", "order-{id}"),
                "{\"order\":\"{id}\"}",
                "2xx",
                "/order",
                maxConnections);
    }

    /** Answers 201 with what came. */
    private static void create(HttpServerRequest request) {
        create(request, 0);
    }

    private static void create(HttpServerRequest request, long afterMillis) {
        Vertx vertx = Vertx.currentContext().owner();
        request.body()
                .compose(body -> afterMillis == 0
                        ? Future.succeededFuture(body)
                        : vertx.timer(afterMillis, TimeUnit.MILLISECONDS).map(late -> body))
                .onSuccess(body -> request.response().setStatusCode(201).end(body));
    }

    @Test
    void eachRequestCarriesItsIdAndTheAnswerAcknowledgesIt() throws Exception {
        Set<String> seen = ConcurrentHashMap.newKeySet();
        try (FakeSystem system = FakeSystem.http(request -> request.body().onSuccess(body -> {
            String id = body.toJsonObject().getString("order");
            boolean right = request.method().name().equals("POST")
                    && request.path().equals("/orders/" + id)
                    && ("order-" + id).equals(request.getHeader("Idempotency-Key"));
            seen.add(right ? id : "wrong: " + request.path() + " " + body);
            request.response()
                    .setStatusCode(201)
                    .end(new JsonObject().put("order", id).encode());
        }))) {
            Recording recording = loads.run(post(0), perSecond(100, 1), FIVE_SECONDS, TWO_SECONDS, system.endpoint());

            recording.hasOneOutcomeForEachOf(200);
            assertThat(recording.outcomes(Outcome.OK)).hasSize(200);
            assertThat(seen).hasSize(200).allMatch(id -> id.startsWith(Loads.RUN));
            assertThat(recording.acknowledged()).containsExactlyInAnyOrderElementsOf(seen);
        }
    }

    @Test
    void anotherStatusThanExpectedHasFailedAndIsNoAcknowledgement() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        try (FakeSystem system = FakeSystem.http(request -> {
            if (requests.incrementAndGet() % 4 == 0) {
                request.body()
                        .onSuccess(body -> request.response().setStatusCode(503).end(body));
            } else {
                create(request);
            }
        })) {
            Recording recording = loads.run(post(0), perSecond(100, 1), FIVE_SECONDS, TWO_SECONDS, system.endpoint());

            recording.hasOneOutcomeForEachOf(200);
            assertThat(recording.outcomes(Outcome.FAILED)).hasSize(50);
            assertThat(recording.outcomes(Outcome.OK)).hasSize(150);
            assertThat(recording.acknowledged()).hasSize(150);
        }
    }

    @Test
    void aRefusedRequestHasFailed() throws Exception {
        Recording recording = loads.run(post(0), perSecond(50, 1), FIVE_SECONDS, TWO_SECONDS, FakeSystem.nobody());

        recording.hasOneOutcomeForEachOf(100);
        assertThat(recording.outcomes(Outcome.FAILED)).hasSize(100);
    }

    @Test
    void aMuteSystemTimesOutWhatItTookAndLeavesTheRestUnsent() throws Exception {
        try (FakeSystem mute = FakeSystem.http(request -> {})) {
            // Two are due in the shortest time that k6 waits for an answer; the one connection can take one of them.
            Recording recording = loads.run(post(1), perSecond(2_000, 1), ONE_SECOND, ONE_SECOND, mute.endpoint());

            recording.hasOneOutcomeForEachOf(2_000);
            assertThat(recording.outcomes(Outcome.OK)).isEmpty();
            assertThat(recording.outcomes(Outcome.FAILED)).isEmpty();
            assertThat(recording.outcomes(Outcome.TIMED_OUT)).isNotEmpty();
            assertThat(recording.outcomes(Outcome.UNSENT)).isNotEmpty();
            assertThat(recording.outcomes()).allMatch(told -> told.latencyMillis() >= 995);
        }
    }

    @Test
    void waitingForAFreeConnectionCountsAsLatency() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        try (FakeSystem system =
                FakeSystem.http(request -> create(request, requests.incrementAndGet() == 50 ? 1_000 : 0))) {
            Recording recording =
                    loads.run(post(1), perSecond(50, 1), FIVE_SECONDS, Duration.ofSeconds(3), system.endpoint());

            recording.hasOneOutcomeForEachOf(150);
            assertThat(recording.outcomes(Outcome.OK)).hasSize(150);
            // One answer took a second, and 50 were due in it: half of those waited for more than half of it.
            assertThat(recording.outcomes().stream().filter(told -> told.latencyMillis() > 500))
                    .hasSizeBetween(22, 40);
        }
    }

    @Test
    void aUserWithoutAPauseAsksAgainAtOnce() throws Exception {
        try (FakeSystem system = FakeSystem.http(HttpLoadTest::create)) {
            Recording recording =
                    loads.run(post(0), users(2, Duration.ZERO), FIVE_SECONDS, TWO_SECONDS, system.endpoint());

            int count = recording.dues().size();
            assertThat(count).isGreaterThan(400);
            recording.hasOneOutcomeForEachOf(count);
            assertThat(recording.outcomes(Outcome.OK)).hasSize(count);
        }
    }
}
