package dev.holograph.chaos.adapters.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holograph.chaos.adapters.load.embedded.EmbeddedLoadEngineProvider;
import dev.holograph.chaos.adapters.load.k6.K6LoadEngineProvider;
import dev.holograph.chaos.adapters.load.setup.HttpLoadSetup;
import dev.holograph.chaos.adapters.process.Executables;
import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.scenario.ArrivalModel;
import dev.holograph.chaos.scenario.Load;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.HttpAddress;
import dev.holograph.chaos.spi.LoadEngine;
import dev.holograph.chaos.spi.LoadEngineProvider;
import dev.holograph.chaos.spi.LoadPlan;
import dev.holograph.chaos.spi.RunningLoad;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs one load by either engine, as a chaos run would, for tests of what both must agree on. */
public final class EngineRuns implements AutoCloseable {

    /** The engines. */
    public enum Engine {
        BUILT_IN,
        K6
    }

    /** What a load ended with. */
    public record Ended(Recording recording, RunningLoad.End end) {}

    private static final Duration GRACE = Duration.ofSeconds(40);

    private final RunContext context = new RunContext(Clock.systemUTC(), 1);
    private final Path folder;

    /** @param folder empty, and the test's own */
    public EngineRuns(Path folder) {
        this.folder = folder;
    }

    /** Where k6 is; the test is not run, with this reason, where there is none. */
    public static Path k6() {
        Optional<Path> k6 =
                Executables.find(Optional.ofNullable(System.getenv("CHAOS_K6")).orElse("k6"));
        assumeTrue(k6.isPresent(), "not run: there is no k6 on the PATH, nor at the path in CHAOS_K6");
        return k6.get();
    }

    /** Runs a load of 1 user or rate to its end. */
    public Ended run(
            Engine engine,
            Profile profile,
            ArrivalModel arrivals,
            Duration timeout,
            Duration length,
            Endpoint base,
            @Nullable Path script)
            throws Exception {
        return run(engine, profile, arrivals, timeout, length, new HttpAddress(base), script);
    }

    /** The same of a load with data. */
    Ended run(
            Engine engine,
            Profile profile,
            ArrivalModel arrivals,
            Duration timeout,
            Duration length,
            Endpoint base,
            @Nullable Path script,
            @Nullable String data)
            throws Exception {
        return run(engine, profile, arrivals, timeout, length, new HttpAddress(base), script, data);
    }

    /** The same of a target whose URL adds something to each request. */
    public Ended run(
            Engine engine,
            Profile profile,
            ArrivalModel arrivals,
            Duration timeout,
            Duration length,
            HttpAddress base,
            @Nullable Path script)
            throws Exception {
        return run(engine, profile, arrivals, timeout, length, base, script, null);
    }

    private Ended run(
            Engine engine,
            Profile profile,
            ArrivalModel arrivals,
            Duration timeout,
            Duration length,
            HttpAddress base,
            @Nullable Path script,
            @Nullable String data)
            throws Exception {
        return start(engine, profile, arrivals, timeout, length, base, script, data, new Recording())
                .await();
    }

    /** A load of a profile that runs. */
    public static final class Started {

        private final RunningLoad running;
        private final Recording recording;
        private final Duration within;

        private Started(RunningLoad running, Recording recording, Duration within) {
            this.running = running;
            this.recording = recording;
            this.within = within;
        }

        /** Waits for its end. */
        public Ended await() throws Exception {
            return new Ended(recording, running.ended().get(within.toMillis(), TimeUnit.MILLISECONDS));
        }
    }

    /** Starts the same, for something to be done meanwhile. */
    public Started start(
            Engine engine,
            Profile profile,
            ArrivalModel arrivals,
            Duration timeout,
            Duration length,
            HttpAddress base,
            @Nullable Path script,
            @Nullable String data,
            Recording recording)
            throws Exception {
        Path own = Files.createTempDirectory(folder, "run");
        Load load = new Load(
                "load",
                profile,
                arrivals,
                timeout,
                script == null ? null : script.toString(),
                data,
                new Location("test.yaml", 1, 1),
                List.of());
        RunningLoad running = engine(engine).start(new LoadPlan("run-7", load, base, length, own, own), recording);
        return new Started(running, recording, length.plus(timeout).plus(GRACE));
    }

    /** Runs this load to its end, its setup first. */
    public Ended run(Engine engine, Load load, HttpAddress base, Duration length) throws Exception {
        Map<String, String> setup = load.setup() == null ? Map.of() : setup(load, base);
        return run(engine, load, base, length, setup);
    }

    /** The same with these values of a setup. */
    public Ended run(Engine engine, Load load, HttpAddress base, Duration length, Map<String, String> setup)
            throws Exception {
        Path own = Files.createTempDirectory(folder, "run");
        Recording recording = new Recording();
        LoadPlan plan = new LoadPlan("run-7", load, base, length, own, own).with(setup);
        RunningLoad running = engine(engine).start(plan, recording);
        return new Started(running, recording, length.plus(load.timeout()).plus(GRACE)).await();
    }

    /** What the setup of a load is answered. */
    Map<String, String> setup(Load load, HttpAddress base) throws Exception {
        return new HttpLoadSetup(context.shared(), InstantSource.system())
                .values(
                        new LoadPlan("run-7", load, base, load.timeout(), folder, folder),
                        Deadline.in(load.timeout(), System::nanoTime));
    }

    private LoadEngine engine(Engine which) {
        LoadEngineProvider.Found found = which == Engine.BUILT_IN
                ? new EmbeddedLoadEngineProvider().find(Map.of(), context)
                : new K6LoadEngineProvider()
                        .find(Map.of("chaos.k6", k6().toString(), "chaos.stateDirectory", folder.toString()), context);
        assertThat(found.problem()).isNull();
        assertThat(found.engine()).isNotNull();
        return found.engine();
    }

    @Override
    public void close() throws Exception {
        context.shared().close();
    }
}
