package dev.holograph.chaos.adapters.fault.redis;

import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverProvider;
import dev.holograph.chaos.spi.FaultDriver;
import java.util.List;

/** Brings the faults that a Redis does to itself when it is told to. */
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
}
