package dev.holograph.chaos.adapters.fault.redis;

import dev.holograph.chaos.adapters.redis.RedisConnection;
import dev.holograph.chaos.spi.DriverException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Redis says of its memory at one moment.
 *
 * @param used bytes
 * @param limit {@code maxmemory} in bytes, 0: none
 * @param policy {@code maxmemory-policy}
 * @param evicted keys since it started
 * @param refused commands refused for lack of memory since it started
 */
record MemoryState(long used, long limit, String policy, long evicted, long refused) {

    private static final Pattern COUNT = Pattern.compile("count=(\\d+)");

    static MemoryState of(RedisConnection redis) throws DriverException, InterruptedException {
        Map<String, String> memory = redis.info("memory");
        Matcher oom = COUNT.matcher(redis.info("errorstats").getOrDefault("errorstat_OOM", ""));
        return new MemoryState(
                number(memory, "used_memory"),
                number(memory, "maxmemory"),
                memory.getOrDefault("maxmemory_policy", ""),
                number(redis.info("stats"), "evicted_keys"),
                oom.find() ? Long.parseLong(oom.group(1)) : 0);
    }

    private static long number(Map<String, String> info, String field) throws DriverException {
        String value = info.get(field);
        if (value == null || !value.matches("\\d{1,18}")) {
            throw new DriverException("this Redis does not tell " + field + " in INFO; faults of its memory need that");
        }
        return Long.parseLong(value);
    }

    /** Its limit in words. */
    String limited() {
        return limit == 0 ? "no maxmemory" : "maxmemory " + limit + "B";
    }
}
