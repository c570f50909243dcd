package dev.holograph.chaos.adapters.fault.process;

import dev.holograph.chaos.adapters.local.LocalServices;
import dev.holograph.chaos.plan.Restart;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.fault.PodKill;
import dev.holograph.chaos.spi.DriverProvider;
import dev.holograph.chaos.spi.Services;
import dev.holograph.chaos.testkit.FaultDriverContract;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class ProcessKillContractTest extends FaultDriverContract<PodKill> {

    @TempDir
    private Path folder;

    private LocalServices local;

    @BeforeEach
    void start() throws Exception {
        local = new LocalServices(folder, Restart.ALWAYS);
    }

    @AfterEach
    void stop() throws Exception {
        local.close();
    }

    @Override
    protected DriverProvider provider() {
        return new ProcessDriverProvider();
    }

    @Override
    protected PodKill fault() {
        return new PodKill("1", Duration.ZERO);
    }

    @Override
    protected TargetSpec target() {
        return new TargetSpec("store", "redis", false, null, new Location("x.yaml", 1, 1));
    }

    @Override
    protected Services services() {
        return local.context().services();
    }

    @Override
    protected String world() {
        return "process " + services().service("redis").orElseThrow().pid();
    }
}
