package dev.holograph.chaos.adapters.load.k6;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.load.Recording;
import dev.holograph.chaos.adapters.yaml.EnvironmentReader;
import dev.holograph.chaos.adapters.yaml.Placeholders;
import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.scenario.ArrivalModel;
import dev.holograph.chaos.scenario.Load;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.HttpAddress;
import dev.holograph.chaos.spi.Kinds;
import dev.holograph.chaos.spi.LoadEngine;
import dev.holograph.chaos.spi.LoadPlan;
import dev.holograph.chaos.spi.RunningLoad;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The loads of one test in an {@link OperatorCluster}, as a run of its own would make them. */
final class OperatorLoads implements AutoCloseable {

    static final Duration LENGTH = Duration.ofSeconds(8);

    private static final AtomicInteger NUMBER = new AtomicInteger();

    final RunContext context = context("run-" + NUMBER.incrementAndGet());
    final Recording recording = new Recording();
    private final OperatorCluster cluster;
    private final Path folder;

    /** @param folder the test's own */
    OperatorLoads(OperatorCluster cluster, Path folder) {
        this.cluster = cluster;
        this.folder = folder;
    }

    static RunContext context(String run) {
        return new RunContext(run, Clock.systemUTC(), 1, Map.of(), (variable, server) -> Optional.empty());
    }

    static Deadline in(int seconds) {
        return Deadline.in(Duration.ofSeconds(seconds), System::nanoTime);
    }

    static RunningLoad.End end(RunningLoad load) throws Exception {
        return load.ended().get(120, TimeUnit.SECONDS);
    }

    Environment environment(int runners, String cpu, String image) throws Exception {
        Path file = Files.writeString(folder.resolve("e.yaml"), cluster.environment(runners, cpu, image));
        return new EnvironmentReader(Kinds.found(Map.of()), new Placeholders(Map.of(), name -> null))
                .read(file, "e.yaml")
                .get();
    }

    LoadEngine engine(int runners, String cpu, String image) throws Exception {
        var found = new OperatorLoadEngineProvider().find(environment(runners, cpu, image), Map.of(), context);
        assertThat(found.problem()).isNull();
        return Objects.requireNonNull(found.engine());
    }

    LoadPlan plan(Profile profile, ArrivalModel arrivals, HttpAddress base) {
        Load load = new Load("load", profile, arrivals, Duration.ofSeconds(3), null, new Location("test.yaml", 1, 1));
        return new LoadPlan(context.runId(), load, base, LENGTH, folder, folder);
    }

    /** How what a load of this run has left is removed, whatever its profile is. */
    UndoRecipe recipe() throws Exception {
        Profile any = new Profile.Http("web", "GET", "/", Map.of(), null, "2xx", null, 0);
        LoadPlan plan = plan(any, new ArrivalModel.Open(1, 1), new HttpAddress(new Endpoint(cluster.address(), 80)));
        return engine(1, "100m", cluster.image()).leaves(plan, "load").orElseThrow();
    }

    /** Removes what its load has left, and looks whether anything is left then. */
    @Override
    public void close() throws Exception {
        engine(1, "100m", cluster.image()).remove(recipe(), in(40));
        assertThat(cluster.leftovers()).isEmpty();
        context.shared().close();
    }
}
