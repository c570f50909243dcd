package dev.holograph.chaos.adapters.fault.redis;

import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.scenario.fault.RedisFlush;
import dev.holograph.chaos.spi.DriverProvider;
import dev.holograph.chaos.testkit.FaultDriverContract;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class RedisFlushContractTest extends FaultDriverContract<RedisFlush> {

    @TempDir
    private Path folder;

    private RealRedis redis;
    private RedisCommands<String, String> other;

    @BeforeEach
    void start() throws Exception {
        redis = RealRedis.start(folder, "save \"\"");
        other = redis.client();
        other.set("one", "1");
        other.set("two", "2");
    }

    @AfterEach
    void stop() throws Exception {
        redis.close();
    }

    @Override
    protected DriverProvider provider() {
        return new RedisDriverProvider();
    }

    @Override
    protected RedisFlush fault() {
        return new RedisFlush();
    }

    @Override
    protected TargetSpec target() {
        return RedisSteps.at(redis.url());
    }

    @Override
    protected String world() {
        return other.dbsize() + " keys";
    }
}
