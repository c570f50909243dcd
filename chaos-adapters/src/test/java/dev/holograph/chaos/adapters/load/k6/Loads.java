package dev.holograph.chaos.adapters.load.k6;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holograph.chaos.adapters.load.Recording;
import dev.holograph.chaos.adapters.process.Executables;
import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.scenario.ArrivalModel;
import dev.holograph.chaos.scenario.Load;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.LoadEngine;
import dev.holograph.chaos.spi.LoadEngineProvider;
import dev.holograph.chaos.spi.LoadPlan;
import dev.holograph.chaos.spi.RunningLoad;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs loads by a real k6 as a chaos run would. */
final class Loads {

    static final String RUN = "run-7";

    /** The repository's root: surefire runs a module's tests in the module's folder. */
    static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();

    /** What a scenario's own script leaves out of its profile: the profile says where the load goes. */
    static final Profile FRAMES = new Profile.WebSocket("renderer", "/ws", "{\"id\":\"{id}\"}", "/ack", 0);

    /** k6 needs a moment to start and, on a machine under test, to end. */
    private static final Duration GRACE = Duration.ofSeconds(20);

    final Recording recording = new Recording();
    private final Path folder;

    /** @param folder empty, and the test's own */
    Loads(Path folder) {
        this.folder = folder;
    }

    /** Where k6 is; the test is not run, with this reason, where there is none. */
    static Path k6() {
        Optional<Path> k6 =
                Executables.find(Optional.ofNullable(System.getenv("CHAOS_K6")).orElse("k6"));
        assumeTrue(k6.isPresent(), "not run: there is no k6 on the PATH, nor at the path in CHAOS_K6");
        return k6.get();
    }

    static LoadEngineProvider.Found find(Map<String, String> settings) {
        return new K6LoadEngineProvider().find(settings, new RunContext(Clock.systemUTC(), 1));
    }

    LoadEngine engine(Path k6) {
        LoadEngineProvider.Found found =
                find(Map.of("chaos.k6", k6.toString(), "chaos.stateDirectory", folder.toString()));
        assertThat(found.problem()).isNull();
        assertThat(found.engine()).isNotNull();
        return found.engine();
    }

    /** Ten seconds of 40 requests a second, for tests that send none of them. */
    LoadPlan neverSent() {
        Profile profile = new Profile.Http("shop", "GET", "/", Map.of(), null, "2xx", null, 0);
        Endpoint shop = new Endpoint("shop.example", 80);
        return plan(profile, new ArrivalModel.Open(40, 1), Duration.ofSeconds(5), Duration.ofSeconds(10), shop, null);
    }

    LoadPlan plan(
            Profile profile,
            ArrivalModel arrivals,
            Duration timeout,
            Duration length,
            Endpoint base,
            @Nullable Path script) {
        Load load = new Load(
                "load",
                profile,
                arrivals,
                timeout,
                script == null ? null : script.toString(),
                new Location("test.yaml", 1, 1));
        return new LoadPlan(RUN, load, base, length, REPOSITORY, folder);
    }

    RunningLoad start(LoadPlan plan) throws Exception {
        return engine(k6()).start(plan, recording);
    }

    /** Runs it until it ends by itself. */
    RunningLoad.End end(LoadPlan plan) throws Exception {
        return start(plan)
                .ended()
                .get(plan.length().plus(plan.load().timeout()).plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Runs it to its end, which must be the planned one. */
    Recording run(Profile profile, ArrivalModel arrivals, Duration timeout, Duration length, Endpoint base)
            throws Exception {
        assertThat(end(plan(profile, arrivals, timeout, length, base, null)).problem())
                .isNull();
        return recording;
    }

    static ArrivalModel perSecond(double rate, int connections) {
        return new ArrivalModel.Open(rate, connections);
    }

    static ArrivalModel users(int users, Duration pause) {
        return new ArrivalModel.Closed(users, pause);
    }
}
