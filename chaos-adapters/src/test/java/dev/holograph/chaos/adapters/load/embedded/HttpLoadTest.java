package dev.holograph.chaos.adapters.load.embedded;

import static dev.holograph.chaos.adapters.load.embedded.Loads.perSecond;
import static dev.holograph.chaos.adapters.load.embedded.Loads.users;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.adapters.load.FakeSystem;
import dev.holograph.chaos.adapters.load.Recording;
import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.RunningLoad;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** HTTP load against a real server. */
class HttpLoadTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(10);

    private final Loads loads = new Loads();

    @AfterEach
    void close() throws Exception {
        loads.close();
    }

    private static Profile.Http get() {
        return get(0);
    }

    private static Profile.Http get(int maxConnections) {
        return new Profile.Http("system", "GET", "/", Map.of(), null, "2xx", null, maxConnections);
    }

    @Test
    void everyRequestIsDueOnScheduleAndHasOneOutcome() throws Exception {
        try (FakeSystem system = FakeSystem.http(request -> request.response().end("hello"))) {
            Recording recording = loads.run(get(), perSecond(200), LONG, Duration.ofSeconds(2), system.endpoint());

            recording.hasOneOutcomeForEachOf(400);
            assertThat(recording.outcomes(Outcome.OK)).hasSize(400);
            List<Long> dues = recording.dues();
            for (int i = 0; i < dues.size(); i++) { // 5 ms apart, but for the rounding to microseconds
                assertThat(dues.get(i) - dues.get(0)).isBetween(i * 5_000L - 1, i * 5_000L + 1);
            }
        }
    }

    @Test
    void theGeneratorShowsThatItIsAlive() throws Exception {
        try (FakeSystem system = FakeSystem.http(request -> {})) {
            Recording recording = loads.run(get(), perSecond(10), SECOND, SECOND, system.endpoint());

            List<Long> beats = recording.heartbeats();
            assertThat(beats).hasSizeGreaterThan(2);
            for (int i = 1; i < beats.size(); i++) {
                assertThat(beats.get(i) - beats.get(i - 1)).isLessThan(1_000_000);
            }
        }
    }

    /** Who measured from the moment of sending would see one slow request here. */
    @Test
    void aStallOfOneSecondCountsForAllThatWereDueInIt() throws Exception {
        AtomicLong stalledUntil = new AtomicLong();
        AtomicInteger seen = new AtomicInteger();
        try (FakeSystem system = FakeSystem.http(request -> {
            if (seen.incrementAndGet() == 50) {
                stalledUntil.set(System.nanoTime() + SECOND.toNanos());
            }
            long left = TimeUnit.NANOSECONDS.toMillis(stalledUntil.get() - System.nanoTime());
            if (stalledUntil.get() != 0 && left > 0) {
                request.response().exceptionHandler(gone -> {});
                Vertx.currentContext().owner().setTimer(left, over -> request.response()
                        .end());
            } else {
                request.response().end();
            }
        })) {
            Recording recording = loads.run(get(1), perSecond(100), LONG, Duration.ofSeconds(3), system.endpoint());

            recording.hasOneOutcomeForEachOf(300);
            assertThat(recording.outcomes(Outcome.OK)).hasSize(300);
            assertThat(recording.outcomes().get(49).latencyMillis()).isGreaterThan(950);
            assertThat(recording.outcomes().get(99).latencyMillis()).isGreaterThan(450);
            assertThat(recording.outcomes().stream().filter(told -> told.latencyMillis() > 500))
                    .hasSizeBetween(45, 150);
        }
    }

    @Test
    void whatIsNeverAnsweredTimesOut() throws Exception {
        Duration timeout = Duration.ofMillis(300);
        try (FakeSystem system = FakeSystem.http(request -> {})) {
            Recording recording = loads.run(get(), perSecond(50), timeout, SECOND, system.endpoint());

            recording.hasOneOutcomeForEachOf(50);
            assertThat(recording.outcomes(Outcome.TIMED_OUT)).hasSize(50);
            assertThat(recording.outcomes())
                    .allSatisfy(told -> assertThat(told.latencyMillis()).isBetween(300.0, 1_500.0));
        }
    }

    @Test
    void whatFindsNoConnectionWithinItsTimeIsUnsent() throws Exception {
        Duration timeout = Duration.ofMillis(400);
        try (FakeSystem system = FakeSystem.http(request -> {})) {
            // Five are due in the 10 ms between two looks at what is overdue; the one connection can take one of them.
            Recording recording = loads.run(get(1), perSecond(500), timeout, SECOND, system.endpoint());

            recording.hasOneOutcomeForEachOf(500);
            assertThat(recording.outcomes(Outcome.UNSENT)).hasSizeGreaterThan(100);
            assertThat(recording.outcomes(Outcome.TIMED_OUT)).isNotEmpty();
            assertThat(recording.outcomes(Outcome.OK)).isEmpty();
            assertThat(recording.outcomes())
                    .allSatisfy(told -> assertThat(told.latencyMillis()).isGreaterThanOrEqualTo(400.0));
        }
    }

    @Test
    void onlyTheRequestThatGotNoAnswerTimesOut() throws Exception {
        Queue<Integer> silent = new ConcurrentLinkedQueue<>();
        AtomicInteger seen = new AtomicInteger();
        try (FakeSystem system = FakeSystem.http(request -> {
            int number = seen.incrementAndGet();
            if (number % 10 == 0) {
                silent.add(number);
            } else {
                request.response().end();
            }
        })) {
            Recording recording = loads.run(get(), perSecond(100), SECOND, SECOND, system.endpoint());

            recording.hasOneOutcomeForEachOf(100);
            assertThat(recording.outcomes(Outcome.TIMED_OUT))
                    .hasSize(silent.size())
                    .hasSize(10);
            assertThat(recording.outcomes(Outcome.OK)).hasSize(90);
        }
    }

    @Test
    void aRequestThatTimedOutGivesItsConnectionBack() throws Exception {
        AtomicInteger seen = new AtomicInteger();
        try (FakeSystem system = FakeSystem.http(request -> {
            if (seen.incrementAndGet() > 1) {
                request.response().end();
            }
        })) {
            Recording recording = loads.run(get(1), perSecond(20), SECOND, Duration.ofSeconds(2), system.endpoint());

            recording.hasOneOutcomeForEachOf(40);
            assertThat(recording.outcomes(Outcome.TIMED_OUT)).hasSize(1);
            assertThat(recording.outcomes(Outcome.OK)).hasSizeGreaterThan(30);
        }
    }

    @Test
    void anAnswerOtherThanExpectedIsAFailure() throws Exception {
        AtomicInteger seen = new AtomicInteger();
        try (FakeSystem system = FakeSystem.http(request -> request.response()
                .setStatusCode(seen.incrementAndGet() % 2 == 0 ? 500 : 204)
                .end())) {
            Recording recording = loads.run(get(), perSecond(100), LONG, SECOND, system.endpoint());

            recording.hasOneOutcomeForEachOf(100);
            assertThat(recording.outcomes(Outcome.FAILED)).hasSize(50);
            assertThat(recording.outcomes(Outcome.OK)).hasSize(50);
        }
    }

    @Test
    void aConnectionThatIsClosedFailsItsOwnRequest() throws Exception {
        AtomicInteger seen = new AtomicInteger();
        try (FakeSystem system = FakeSystem.http(request -> {
            if (seen.incrementAndGet() % 5 == 0) {
                request.connection().close();
            } else {
                request.response().end();
            }
        })) {
            Recording recording = loads.run(get(), perSecond(100), LONG, SECOND, system.endpoint());

            recording.hasOneOutcomeForEachOf(100);
            assertThat(recording.outcomes(Outcome.FAILED)).hasSize(20);
            assertThat(recording.outcomes(Outcome.OK)).hasSize(80);
        }
    }

    @Test
    void aSystemThatIsNotThereRefusesEachRequest() throws Exception {
        Endpoint nobody = FakeSystem.nobody();

        Recording recording = loads.run(get(), perSecond(100), LONG, SECOND, nobody);

        recording.hasOneOutcomeForEachOf(100);
        assertThat(recording.outcomes(Outcome.FAILED)).hasSize(100);
    }

    @Test
    void connectionsAreKeptAndAreNoMoreThanAllowed() throws Exception {
        try (FakeSystem system =
                FakeSystem.http(request -> Vertx.currentContext().owner().setTimer(20, over -> request.response()
                        .end()))) {
            Recording recording = loads.run(get(3), perSecond(200), LONG, SECOND, system.endpoint());

            recording.hasOneOutcomeForEachOf(200);
            assertThat(recording.outcomes(Outcome.OK)).hasSize(200);
            assertThat(system.connections).hasValue(3);
        }
    }

    @Test
    void theIdOfASuccessfulAnswerIsAcknowledged() throws Exception {
        Queue<String> stored = new ConcurrentLinkedQueue<>();
        AtomicInteger seen = new AtomicInteger();
        try (FakeSystem system = FakeSystem.http(request -> request.body().onSuccess(body -> {
            String id = body.toJsonObject().getString("id");
            assertThat(request.path()).isEqualTo("/frames/" + id);
            assertThat(request.method()).isEqualTo(HttpMethod.PUT);
            boolean keep = seen.incrementAndGet() % 4 != 0;
            if (keep) {
                stored.add(id);
            }
            request.response()
                    .setStatusCode(keep ? 201 : 503)
                    .end(JsonObject.of("stored", JsonObject.of("id", id)).encode());
        }))) {
            Profile.Http put = new Profile.Http(
                    "system", "PUT", "/frames/{id}", Map.of(), "{\"id\":\"{id}\"}", "201", "/stored/id", 0);
            Recording recording = loads.run(put, perSecond(100), LONG, SECOND, system.endpoint());

            recording.hasOneOutcomeForEachOf(100);
            assertThat(recording.outcomes(Outcome.OK)).hasSize(75);
            assertThat(recording.acknowledged()).containsExactlyInAnyOrderElementsOf(stored);
            assertThat(recording.acknowledged()).doesNotHaveDuplicates().allSatisfy(id -> assertThat(id)
                    .matches("[A-Za-z0-9._-]{1,64}")
                    .startsWith(Loads.RUN));
        }
    }

    @Test
    void anIdThatTheSystemMadeIsNoAcknowledgement() throws Exception {
        try (FakeSystem system = FakeSystem.http(request -> request.response().end("{\"id\":17}"))) {
            Profile.Http post = new Profile.Http("system", "POST", "/", Map.of(), "{}", "2xx", "/id", 0);
            Recording recording = loads.run(post, perSecond(20), LONG, SECOND, system.endpoint());

            assertThat(recording.outcomes(Outcome.OK)).hasSize(20);
            assertThat(recording.acknowledged()).isEmpty();
        }
    }

    @Test
    void usersWaitForTheirAnswersAndPause() throws Exception {
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (FakeSystem system = FakeSystem.http(request -> {
            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            Vertx.currentContext().owner().setTimer(50, over -> {
                atOnce.decrementAndGet();
                request.response().end();
            });
        })) {
            Recording recording = loads.run(get(), users(3, Duration.ofMillis(50)), LONG, SECOND, system.endpoint());

            int count = recording.dues().size();
            assertThat(count).isBetween(6, 30); // 3 users, 100 ms a round
            assertThat(recording.outcomes(Outcome.OK)).hasSize(count);
            assertThat(most.get()).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void usersWhoAreRefusedDoNotComeBackAtOnce() throws Exception {
        Endpoint nobody = FakeSystem.nobody();

        Recording recording = loads.run(get(), users(2, Duration.ZERO), LONG, SECOND, nobody);

        assertThat(recording.outcomes(Outcome.FAILED)).hasSizeBetween(2, 8); // 2 users, every 250 ms
        assertThat(recording.outcomes()).hasSameSizeAs(recording.dues());
    }

    @Test
    void stoppingEndsItAtOnceAndAgainChangesNothing() throws Exception {
        try (FakeSystem system = FakeSystem.http(request -> {})) {
            RunningLoad load = loads.start(get(), perSecond(100), LONG, Duration.ofHours(1), system.endpoint());
            load.firstDue().get(5, TimeUnit.SECONDS);

            load.stop(Deadline.in(SECOND, System::nanoTime));

            assertThat(load.ended()).isCompletedWithValue(new RunningLoad.End(null));
            assertThat(loads.recording.outcomes())
                    .as("young requests are nobody's failures")
                    .isEmpty();
            load.stop(Deadline.in(SECOND, System::nanoTime));
            loads.close();
            load.stop(Deadline.in(SECOND, System::nanoTime));
        }
    }

    @Test
    void whatCanBeCheckedIsCheckedBeforeTheFirstRequest() {
        Endpoint nobody = new Endpoint(FakeSystem.HOST, 1);
        Profile.Http noSuchPath = new Profile.Http("system", "GET", "a b", Map.of(), null, "2xx", null, 0);
        assertThatThrownBy(() -> loads.start(noSuchPath, perSecond(1), LONG, SECOND, nobody))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("path: 'a b' must begin with /");
        Profile.Http noSuchStatus = new Profile.Http("system", "GET", "/", Map.of(), null, "fine", null, 0);
        assertThatThrownBy(() -> loads.start(noSuchStatus, perSecond(1), LONG, SECOND, nobody))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("expect: 'fine' is no HTTP status");
    }
}
