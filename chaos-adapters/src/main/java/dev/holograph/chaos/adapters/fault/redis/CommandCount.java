package dev.holograph.chaos.adapters.fault.redis;

import dev.holograph.chaos.adapters.redis.RedisConnection;
import dev.holograph.chaos.spi.DriverException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often a Redis has carried out a command since it started, and what it holds.
 *
 * @param process the {@code run_id} of the server's process
 * @param calls -1: this Redis keeps no such count
 * @param keys in all of its databases
 */
record CommandCount(String process, long calls, long keys) {

    private static final Pattern CALLS = Pattern.compile("calls=(\\d+)");
    private static final Pattern KEYS = Pattern.compile("^db\\d+:keys=(\\d+)", Pattern.MULTILINE);

    /** What became of one call between two looks. */
    enum Happened {
        YES,
        NO,
        UNKNOWN
    }

    /** @param command as in {@code INFO commandstats}, {@code flushall} or {@code client|kill} */
    static CommandCount of(RedisConnection redis, String command) throws DriverException, InterruptedException {
        Map<String, String> counts = redis.info("commandstats");
        int bar = command.indexOf('|');
        boolean isCounted = counts.keySet().stream().anyMatch(name -> name.startsWith("cmdstat_"))
                // Before version 7 a Redis counts a command with all of its subcommands.
                && (bar < 0 || !counts.containsKey("cmdstat_" + command.substring(0, bar)));
        Matcher calls = CALLS.matcher(counts.getOrDefault("cmdstat_" + command, ""));
        long count = calls.find() ? Long.parseLong(calls.group(1)) : isCounted ? 0 : -1;
        String process = redis.info("server").getOrDefault("run_id", "");
        return new CommandCount(process, count, keys(redis.ask("INFO", commands -> commands.info("keyspace"))));
    }

    /** Sums up an {@code INFO keyspace}, whose lines are like {@code db0:keys=12,expires=0,avg_ttl=0}. */
    static long keys(Object info) {
        Matcher matcher = KEYS.matcher(String.valueOf(info));
        long keys = 0;
        while (matcher.find()) {
            keys += Long.parseLong(matcher.group(1));
        }
        return keys;
    }

    /** Whether the command was carried out since the earlier look. */
    Happened since(CommandCount before) {
        if (!process.equals(before.process) || calls < 0 || before.calls < 0 || calls < before.calls) {
            return Happened.UNKNOWN;
        }
        return calls > before.calls ? Happened.YES : Happened.NO;
    }
}
