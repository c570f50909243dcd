package dev.holograph.chaos.adapters.probe.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.load.Recording;
import dev.holograph.chaos.adapters.process.SharedVertx;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Metric;
import dev.holograph.chaos.scenario.Probe;
import dev.holograph.chaos.scenario.ProbeQuery;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.ProbeProvider;
import dev.holograph.chaos.spi.ServiceControl;
import dev.holograph.chaos.spi.Services;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a real server on this machine. */
class HttpProbeTest {

    private static final Duration EVERY = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final RunContext context = new RunContext(Clock.systemUTC(), 1);
    private final Recording recording = new Recording();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final List<ProbeProvider.RunningProbe> started = new ArrayList<>();
    private Endpoint target;

    @BeforeEach
    void listen() throws Exception {
        HttpServer server = SharedVertx.of(context.shared())
                .createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        target = new Endpoint("127.0.0.1", server.actualPort());
    }

    @AfterEach
    void close() throws Exception {
        started.forEach(running -> running.stop(Deadline.in(PATIENCE, System::nanoTime)));
        context.shared().close();
    }

    /** {@code /STATUS/BODY}, or silence. */
    private void answer(HttpServerRequest request) {
        asked.incrementAndGet();
        String[] parts = request.path().split("/", 3);
        if (parts[1].equals("reset")) {
            request.connection().close();
        } else if (!parts[1].equals("silence")) {
            request.response().setStatusCode(Integer.parseInt(parts[1])).end(request.getParam("body", ""));
        }
    }

    private Probe probe(String query, String expect, String pointer) {
        return new Probe(
                "front",
                new ProbeQuery.Http(query, expect, pointer),
                "renderer",
                EVERY,
                EVERY,
                new Location("x.yaml", 1, 1));
    }

    private ProbeProvider.RunningProbe start(Probe probe, Endpoint where) throws Exception {
        ProbeProvider provider = ServiceLoader.load(ProbeProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(one -> one.kind().equals("http"))
                .findFirst()
                .orElseThrow();
        context.environmentReady(at(where));
        ProbeProvider.RunningProbe running = provider.start(
                probe,
                new TargetSpec("renderer", "renderer", false, null, probe.location()),
                recording.metrics(),
                context,
                told::add);
        started.add(running);
        return running;
    }

    private static Services at(Endpoint where) {
        return new Services() {
            @Override
            public Optional<ServiceControl> service(String name) {
                return Optional.empty();
            }

            @Override
            public Optional<Endpoint> endpoint(String target) {
                return target.equals("renderer") ? Optional.of(where) : Optional.empty();
            }
        };
    }

    private List<Double> values(String metric) {
        return recording.samples(new Metric(metric, Map.of())).stream()
                .map(Recording.Sample::value)
                .toList();
    }

    private static void await(BooleanSupplier wanted) throws InterruptedException {
        Deadline deadline = Deadline.in(PATIENCE, System::nanoTime);
        while (!wanted.getAsBoolean()) {
            assertThat(deadline.isOver()).as("nothing came").isFalse();
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    @Test
    void answersGiveTimeSuccessAndTheirNumber() throws Exception {
        long before = System.currentTimeMillis() * 1000;
        start(probe("/200/?body=%7B%22a%22%3A%5B7.5%5D%7D", "2xx", "/a/0"), target);
        await(() -> values("front_value").size() >= 3);

        assertThat(values("front_ok")).contains(1.0).doesNotContain(0.0);
        assertThat(values("front_value")).containsOnly(7.5);
        assertThat(values("front")).allMatch(millis -> millis > 0 && millis < 100);
        List<Long> at = recording.samples(new Metric("front_ok", Map.of())).stream()
                .map(Recording.Sample::at)
                .toList();
        assertThat(at.get(0)).isBetween(before, System.currentTimeMillis() * 1000 + 1000);
        assertThat(at.get(2) - at.get(0)).isGreaterThan(120_000);
        assertThat(told).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/500/, 2xx", "/200/, 201", "/302/, 2xx", "/reset/, 2xx"})
    void whatIsNotAsExpectedIsAFailureWithoutALatency(String query, String expect) throws Exception {
        start(probe(query, expect, "/a"), target);
        await(() -> values("front_ok").size() >= 2);

        assertThat(values("front_ok")).containsOnly(0.0);
        assertThat(values("front")).isEmpty();
        assertThat(values("front_value")).isEmpty();
    }

    @Test
    void nobodyWhoListensIsAFailureAndNoNumber() throws Exception {
        start(probe("/", "2xx", "/a"), new Endpoint("127.0.0.1", 1));
        await(() -> values("front_ok").size() >= 2);

        assertThat(values("front_ok")).containsOnly(0.0);
        assertThat(values("front_value")).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void silenceTookAtLeastAsLongAsTheTimeOut() throws Exception {
        start(probe("/silence/", "2xx", null), target);
        await(() -> values("front").size() >= 3);

        assertThat(values("front_ok")).containsOnly(0.0);
        assertThat(values("front")).containsOnly(100.0);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "much, the answer is no JSON",
                "%7B%22a%22%3A%22token-8%22%7D, there is no number",
                "%7B%22b%22%3A7%7D, there is nothing",
            })
    void whereANumberIsDueItsAbsenceIsToldOnceAndIsNoZero(String body, String why) throws Exception {
        start(probe("/200/?body=" + body, "2xx", "/a"), target);
        await(() -> values("front_ok").size() >= 3);

        assertThat(values("front_ok")).containsOnly(1.0);
        assertThat(values("front_value")).isEmpty();
        assertThat(told).hasSize(1);
        assertThat(told.get(0))
                .startsWith("probe front: " + why + " at /a of the answer to ")
                .endsWith("no data");
        assertThat(told.get(0)).doesNotContain("\"token-8");
    }

    @Test
    void whenItIsStoppedItAsksNoMore() throws Exception {
        ProbeProvider.RunningProbe running = start(probe("/200/", "2xx", null), target);
        await(() -> asked.get() >= 2);
        running.stop(Deadline.in(PATIENCE, System::nanoTime));
        running.stop(Deadline.in(PATIENCE, System::nanoTime));
        TimeUnit.MILLISECONDS.sleep(2 * EVERY.toMillis()); // what was on its way when it was stopped
        int until = asked.get();
        TimeUnit.MILLISECONDS.sleep(5 * EVERY.toMillis());
        assertThat(asked).hasValue(until);
    }
}
