package dev.holograph.chaos.adapters.fault.redis;

import dev.holograph.chaos.adapters.redis.RedisAddress;
import dev.holograph.chaos.adapters.redis.RedisConnection;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.scenario.fault.RedisFlush;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import io.lettuce.core.TransactionResult;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Deletes all that a Redis holds. Instant: it cannot be undone. */
final class RedisFlusher extends RedisDriver<RedisFlush> {

    /** A line of {@code INFO keyspace}: {@code db0:keys=12,expires=0,avg_ttl=0}. */
    private static final Pattern KEYS = Pattern.compile("^db\\d+:keys=(\\d+)", Pattern.MULTILINE);

    RedisFlusher(DriverContext context) {
        super(RedisFlush.class, context);
    }

    @Override
    String describe(RedisFlush fault, String place) {
        return "all keys of " + place + " are deleted (FLUSHALL)";
    }

    @Override
    List<List<String>> commands(RedisFlush fault) {
        return List.of(List.of("INFO", "keyspace"), List.of("FLUSHALL"));
    }

    /** Counts in the same transaction, so that no write comes in between. */
    @Override
    Evidence inject(Prepared<RedisFlush> prepared, RedisAddress address) throws DriverException, InterruptedException {
        TransactionResult result;
        try (RedisConnection redis = RedisConnection.open(address, RedisConnection.ANSWERS_WITHIN)) {
            result = redis.ask("FLUSHALL", commands -> {
                commands.multi();
                commands.info("keyspace");
                commands.flushall();
                commands.info("keyspace");
                return commands.exec();
            });
        }
        long before = keys(result.get(0));
        if (before == 0) {
            return Evidence.none(address.place() + " held no keys: there was nothing to delete");
        }
        return Evidence.observed(
                address.place() + " held " + before + " keys before and " + keys(result.get(2)) + " after");
    }

    private static long keys(Object info) {
        Matcher matcher = KEYS.matcher(String.valueOf(info));
        long keys = 0;
        while (matcher.find()) {
            keys += Long.parseLong(matcher.group(1));
        }
        return keys;
    }
}
