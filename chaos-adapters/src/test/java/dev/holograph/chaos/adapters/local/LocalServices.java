package dev.holograph.chaos.adapters.local;

import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.Environment.DriverChoice;
import dev.holograph.chaos.plan.Restart;
import dev.holograph.chaos.plan.ServiceSpec;
import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.RunningEnvironment;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A real redis-server named {@code redis} for tests of what acts on it. */
public final class LocalServices implements AutoCloseable {

    private final RunContext context = new RunContext(Clock.systemUTC(), 1);
    private final RunningEnvironment running;

    public LocalServices(Path folder, Restart restart) throws Exception {
        ServiceSpec redis = new ServiceSpec(
                "redis",
                new ServiceSpec.Kind.Redis(),
                Map.of(),
                null,
                null,
                ServiceSpec.DEFAULT_READY_WITHIN,
                restart,
                new Location("local.yaml", 1, 1));
        Environment environment = new Environment(
                "local", "local.yaml", "Local", List.of(redis), Map.of(), Map.of(), DriverChoice.AUTO, null);
        Folders folders = new Folders(folder, folder.resolve("state"), folder.resolve("run"));
        running = new LocalEnvironment(
                        folders,
                        "run-1",
                        coordinates -> {
                            throw new IllegalStateException("no artifacts here");
                        },
                        (target, upstream, port) -> upstream)
                .start(environment, context, line -> {});
        context.environmentReady(running);
    }

    public Endpoint redis() {
        return running.service("redis").orElseThrow().direct();
    }

    /** Of a run in which it is there. */
    public RunContext context() {
        return context;
    }

    @Override
    public void close() throws Exception {
        running.stop(Deadline.in(Duration.ofSeconds(2), System::nanoTime));
        context.shared().close();
    }
}
