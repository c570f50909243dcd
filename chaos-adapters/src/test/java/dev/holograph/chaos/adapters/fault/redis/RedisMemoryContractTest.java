package dev.holograph.chaos.adapters.fault.redis;

import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.scenario.fault.RedisMemory;
import dev.holograph.chaos.scenario.fault.RedisMemory.Policy;
import dev.holograph.chaos.spi.DriverProvider;
import dev.holograph.chaos.testkit.FaultDriverContract;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class RedisMemoryContractTest extends FaultDriverContract<RedisMemory> {

    @TempDir
    private Path folder;

    private RealRedis redis;
    private RedisCommands<String, String> other;

    @BeforeEach
    void start() throws Exception {
        redis = RealRedis.start(folder, "maxmemory 256mb", "maxmemory-policy allkeys-lru", "save \"\"");
        other = redis.client();
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
    protected RedisMemory fault() {
        return new RedisMemory("100KiB", Policy.NOEVICTION);
    }

    @Override
    protected TargetSpec target() {
        return RedisSteps.at(redis.url());
    }

    @Override
    protected String world() {
        return new TreeMap<>(other.configGet("maxmemory*")).toString();
    }

    /** A limit is felt by those who write. */
    @Override
    protected void use() {
        try {
            other.set("one", "more");
        } catch (RedisCommandExecutionException e) {
            // refused, as it must be
        }
    }
}
