package dev.holograph.chaos.adapters.fault.redis;

import dev.holograph.chaos.adapters.redis.RedisAddress;
import dev.holograph.chaos.adapters.redis.RedisConnection;
import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.TargetUrl;
import dev.holograph.chaos.spi.Check;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Looks at each Redis that an environment's targets lead to. */
final class RedisChecks {

    private RedisChecks() {}

    static List<Check> of(Environment environment, DriverContext context) throws InterruptedException {
        RedisTargets targets = new RedisTargets(context);
        List<Check> checks = new ArrayList<>();
        for (TargetSpec target : new TreeMap<>(environment.targets()).values()) {
            if (target.service() == null
                    && RedisAddress.isRedis(target.url())
                    && TargetUrl.services(String.valueOf(target.url())).isEmpty()) {
                checks.add(check(target, targets));
            }
        }
        return checks;
    }

    private static Check check(TargetSpec target, RedisTargets targets) throws InterruptedException {
        String name = "target " + target.name();
        try (RedisConnection redis = RedisConnection.open(targets.address(target), RedisPreflight.ANSWERS_WITHIN)) {
            List<String> problems = RedisPreflight.kind(redis);
            if (!problems.isEmpty()) {
                return Check.fail(name, String.join("; ", problems), null);
            }
            Map<String, String> server = redis.info("server");
            String mode = server.getOrDefault("redis_mode", "standalone");
            String found = redis.place() + ": version " + server.getOrDefault("redis_version", "unknown") + ", " + mode;
            return mode.equals("cluster")
                    ? Check.warn(
                            name, found, "faults act on this one node alone; name each master as a target of its own")
                    : Check.ok(name, found);
        } catch (DriverException e) {
            return Check.fail(name, e);
        } catch (IllegalArgumentException e) {
            return Check.fail(name, String.valueOf(e.getMessage()), null);
        }
    }
}
