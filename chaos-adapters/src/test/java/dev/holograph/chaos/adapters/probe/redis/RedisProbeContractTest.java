package dev.holograph.chaos.adapters.probe.redis;

import dev.holograph.chaos.adapters.fault.redis.RealRedis;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.ProbeQuery;
import dev.holograph.chaos.spi.ProbeProvider;
import dev.holograph.chaos.spi.Services;
import dev.holograph.chaos.testkit.ProbeContract;
import dev.holograph.chaos.testkit.TestServices;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class RedisProbeContractTest extends ProbeContract {

    private static final Location HERE = new Location("x.yaml", 1, 1);

    @TempDir
    private Path folder;

    private RealRedis redis;

    @BeforeEach
    void start() throws Exception {
        redis = RealRedis.start(folder);
    }

    @AfterEach
    void stop() throws Exception {
        redis.close();
    }

    @Override
    protected ProbeProvider provider() {
        return new RedisProbeProvider();
    }

    @Override
    protected ProbeQuery query() {
        return new ProbeQuery.Redis("DBSIZE");
    }

    @Override
    protected TargetSpec target() {
        return new TargetSpec("store", null, false, redis.url(), HERE);
    }

    @Override
    protected TargetSpec unsuited() {
        return new TargetSpec("store", null, false, "http://127.0.0.1:1", HERE);
    }

    @Override
    protected Services services() {
        return new TestServices(Map.of("store", redis.endpoint()));
    }

    @Override
    protected void silence() throws Exception {
        redis.kill();
    }
}
