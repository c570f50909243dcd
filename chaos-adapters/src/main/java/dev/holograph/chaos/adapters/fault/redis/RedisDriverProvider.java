package dev.holograph.chaos.adapters.fault.redis;

import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.spi.Check;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverProvider;
import dev.holograph.chaos.spi.FaultDriver;
import java.util.List;

/** Brings the faults that a Redis does to itself by a command. */
public final class RedisDriverProvider implements DriverProvider {

    static final String NAME = "redis";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<FaultDriver<?>> drivers(DriverContext context) {
        return List.of(
                new RedisFlusher(context),
                new RedisPauser(context),
                new RedisDisconnector(context),
                new RedisMemoryLimiter(context));
    }

    /** Services of the environment are not among them: they do not run yet. */
    @Override
    public List<Check> checks(Environment environment, DriverContext context) throws InterruptedException {
        return RedisChecks.of(environment, context);
    }
}
