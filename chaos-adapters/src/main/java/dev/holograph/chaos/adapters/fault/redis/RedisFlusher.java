package dev.holograph.chaos.adapters.fault.redis;

import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.fault.RedisFlush;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.FaultDriver;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Deletes all that a Redis holds. Instant: it cannot be undone. */
final class RedisFlusher implements FaultDriver<RedisFlush> {

    private final DriverContext context;

    RedisFlusher(DriverContext context) {
        this.context = context;
    }

    @Override
    public Class<RedisFlush> fault() {
        return RedisFlush.class;
    }

    @Override
    public Prepared<RedisFlush> prepare(FaultStep step, RedisFlush fault, TargetSpec target) {
        if (target.service() == null && !isRedis(target.url())) {
            throw new IllegalArgumentException("driver '" + RedisDriverProvider.NAME + "' needs a Redis, and target '"
                    + target.name() + "' is none; give it url: redis://host:port, or a service: of type redis");
        }
        String description = "all keys of " + place(target) + " are deleted (FLUSHALL)";
        return new Prepared<>(step, fault, target, RedisDriverProvider.NAME, description, null);
    }

    @Override
    public Evidence inject(Prepared<RedisFlush> prepared) throws DriverException, InterruptedException {
        TargetSpec target = prepared.target();
        RedisConnection.Flushed flushed;
        try (RedisConnection redis = RedisConnection.open(url(target), place(target))) {
            flushed = redis.flushAll();
        }
        if (flushed.before() == 0) {
            return Evidence.none(place(target) + " held no keys: there was nothing to delete");
        }
        return Evidence.observed(
                place(target) + " held " + flushed.before() + " keys before and " + flushed.after() + " after");
    }

    /** Past the proxy: whether the Redis can be told must not depend on a network fault that is on. */
    private String url(TargetSpec target) throws DriverException {
        if (target.service() == null) {
            return String.valueOf(target.url());
        }
        Endpoint endpoint = context.services()
                .service(target.service())
                .orElseThrow(() -> new DriverException("service '" + target.service() + "' does not run"))
                .direct();
        return "redis://" + endpoint;
    }

    private static boolean isRedis(@Nullable String url) {
        return url != null && (url.startsWith("redis://") || url.startsWith("rediss://"));
    }

    /** For messages: a URL may hold a password, so only its host and port are told. */
    private static String place(TargetSpec target) {
        if (target.service() != null) {
            return "service '" + target.service() + "'";
        }
        try {
            URI url = URI.create(String.valueOf(target.url()));
            return "Redis " + new Endpoint(String.valueOf(url.getHost()), url.getPort());
        } catch (IllegalArgumentException e) {
            return "target '" + target.name() + "'";
        }
    }
}
