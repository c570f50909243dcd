package com.example.chaos;

import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.DriverProvider;
import dev.holograph.chaos.testkit.FaultDriverContract;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SpoolLockDriverTest extends FaultDriverContract<SpoolLock> {

    @TempDir
    private Path spool;

    @Override
    protected DriverProvider provider() {
        return new SpoolDriverProvider();
    }

    @Override
    protected SpoolLock fault() {
        return new SpoolLock("cleaner");
    }

    @Override
    protected TargetSpec target() {
        return new TargetSpec(
                "inbox", null, false, null, new SpoolTarget(spool.toString()), new Location("local.yaml", 1, 1));
    }

    /** By another way than the driver's own: whether the system would wait. */
    @Override
    protected String world() {
        return Files.exists(spool.resolve("LOCK")) ? "locked" : "open";
    }

    @Override
    protected Evidence.Kind evidence() {
        return Evidence.Kind.CLAIMED;
    }
}
