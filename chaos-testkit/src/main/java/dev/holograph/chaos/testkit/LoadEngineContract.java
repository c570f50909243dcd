package dev.holograph.chaos.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.holograph.chaos.scenario.ArrivalModel;
import dev.holograph.chaos.scenario.ExpectedAnswer;
import dev.holograph.chaos.scenario.HttpRequest;
import dev.holograph.chaos.scenario.Load;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.LoadEngine;
import dev.holograph.chaos.spi.LoadEngineProvider;
import dev.holograph.chaos.spi.LoadPlan;
import dev.holograph.chaos.spi.RunningLoad;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every load engine promises of a load by HTTP. The system under load is a server of this contract's own. */
public abstract class LoadEngineContract {

    /** Generous: a busy machine is no breach. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final int PER_SECOND = 20;
    private static final Duration LENGTH = Duration.ofSeconds(3);

    @TempDir
    private Path folder;

    private final AtomicInteger requests = new AtomicInteger();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile int status = 200;
    private HttpServer server;

    /** The engine's provider: a new one at each call. */
    protected abstract LoadEngineProvider provider();

    /** The settings of the build by which the engine is found. */
    protected Map<String, String> settings() {
        return Map.of();
    }

    /** Called before each test, for an assumption: that the engine is on this machine. */
    protected void begin() {}

    /** What came of a load. */
    private record Ended(Outcomes outcomes, RunningLoad.End end) {}

    @BeforeEach
    final void startServer() throws IOException {
        begin();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            asked.add(exchange.getRequestURI().getPath());
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    final void stopServer() {
        if (server != null) {
            server.stop(0);
        }
        threads.shutdownNow();
    }

    private LoadEngine engine(TestContext context) {
        LoadEngineProvider.Found found = provider().find(settings(), context);
        assertNull(found.problem(), "the engine of this test is there");
        assertNotNull(found.engine());
        return found.engine();
    }

    private LoadPlan plan(int port, Duration length) throws IOException {
        return plan(port, length, new Profile.Http("shop", "GET", "/", Map.of(), null, "2xx", null, 0));
    }

    private LoadPlan plan(int port, Duration length, Profile profile) throws IOException {
        Load load = new Load(
                "load",
                profile,
                new ArrivalModel.Open(PER_SECOND, 1),
                Duration.ofSeconds(2),
                null,
                new Location("it", 1, 1));
        return new LoadPlan(
                TestContext.RUN,
                load,
                new Endpoint("127.0.0.1", port),
                length,
                folder,
                Files.createDirectories(folder.resolve("run")));
    }

    private Ended run(int port) throws Exception {
        return run(plan(port, LENGTH));
    }

    private Ended run(LoadPlan plan) throws Exception {
        Outcomes outcomes = new Outcomes();
        try (TestContext context = new TestContext(TestServices.NONE, settings(), Map.of())) {
            RunningLoad running = engine(context).start(plan, outcomes);
            running.firstDue().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return new Ended(outcomes, running.ended().get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        }
    }

    @Test
    final void itIsFoundByItsName() throws Exception {
        try (TestContext context = new TestContext(TestServices.NONE, settings(), Map.of())) {
            assertEquals(provider().name(), engine(context).name());
            assertFalse(engine(context).version().isBlank(), "a run is compared with those of the same version");
        }
    }

    @Test
    final void everyDueRequestHasOneOutcome() throws Exception {
        Ended ended = run(server.getAddress().getPort());

        int due = (int) (PER_SECOND * LENGTH.toSeconds());
        assertNull(ended.end().problem());
        assertEquals(due, ended.outcomes().dues().size(), "an open load is due by its schedule alone");
        assertEquals(ended.outcomes().dues(), ended.outcomes().answered(), "one outcome for each that is due");
        assertTrue(ended.outcomes().beats() >= LENGTH.toSeconds() - 1, "a sign of life each second");
        assertTrue(requests.get() >= ended.outcomes().count(Outcome.OK), "what counts as OK has reached the system");
        assertEquals(
                due - ended.outcomes().count(Outcome.OK),
                ended.outcomes().failures(),
                "each failure has a reason, and nothing else has");
    }

    /** Objectives choose requests by their names; each is what the mix says of its number, with that number in it. */
    @Test
    final void kindsOfRequestsComeByTheirWeightsAndAreToldApart() throws Exception {
        ExpectedAnswer fine = ExpectedAnswer.status("2xx");
        Profile.Http mix = new Profile.Http(
                "shop",
                null,
                List.of(
                        new HttpRequest("often", 3, "GET", "/often/{seq}", Map.of(), null, fine, null),
                        new HttpRequest("seldom", 1, "GET", "/seldom/{seq}", Map.of(), null, fine, null)),
                0);

        Ended ended = run(plan(server.getAddress().getPort(), LENGTH, mix));

        int due = (int) (PER_SECOND * LENGTH.toSeconds());
        Set<String> planned = LongStream.range(0, due)
                .mapToObj(number -> (mix.mix().kind(number) == 0 ? "/often/" : "/seldom/") + number)
                .collect(Collectors.toSet());
        long seldom =
                planned.stream().filter(path -> path.startsWith("/seldom")).count();
        assertNull(ended.end().problem());
        assertEquals(due, ended.outcomes().dues().size(), "each is told once, under its name");
        assertEquals(seldom, ended.outcomes().only("seldom").dues().size());
        assertEquals(due - seldom, ended.outcomes().only("often").answered().size());
        assertTrue(planned.containsAll(asked), "nothing else reached the system");
        assertTrue(Set.copyOf(asked).size() >= ended.outcomes().count(Outcome.OK));
    }

    @Test
    final void anAnswerThatIsNotExpectedIsAnError() throws Exception {
        status = 500;

        Ended ended = run(server.getAddress().getPort());

        assertEquals(0, ended.outcomes().count(Outcome.OK));
        assertEquals(ended.outcomes().dues(), ended.outcomes().answered());
        assertEquals(ended.outcomes().dues().size(), ended.outcomes().failures(), "each has a reason");
    }

    /** A system that is gone is the system's failure: the load goes on, and says so for each request. */
    @Test
    final void whereNobodyListensEveryDueRequestFails() throws Exception {
        int port = server.getAddress().getPort();
        server.stop(0);

        Ended ended = run(port);

        assertEquals(0, ended.outcomes().count(Outcome.OK));
        assertEquals(
                (int) (PER_SECOND * LENGTH.toSeconds()), ended.outcomes().dues().size());
        assertEquals(ended.outcomes().dues(), ended.outcomes().answered());
    }

    @Test
    final void itEndsWhenItIsStopped() throws Exception {
        Outcomes outcomes = new Outcomes();
        try (TestContext context = new TestContext(TestServices.NONE, settings(), Map.of())) {
            RunningLoad running =
                    engine(context).start(plan(server.getAddress().getPort(), Duration.ofHours(1)), outcomes);
            running.firstDue().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

            running.stop(Deadline.in(PATIENCE, System::nanoTime));
            running.stop(Deadline.in(PATIENCE, System::nanoTime));

            running.ended().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }
}
