package dev.holograph.chaos.adapters.fault.redis;

import dev.holograph.chaos.adapters.redis.RawCommands;
import dev.holograph.chaos.adapters.redis.RedisAddress;
import dev.holograph.chaos.adapters.redis.RedisConnection;
import dev.holograph.chaos.adapters.redis.UnreachableException;
import dev.holograph.chaos.plan.Preflight;
import dev.holograph.chaos.spi.DriverException;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks whether a Redis is one that a fault can be done to, and whether the user may; changes nothing. */
final class RedisPreflight {

    static final Duration ANSWERS_WITHIN = Duration.ofSeconds(5);

    /** {@code CLIENT UNPAUSE}, {@code CLIENT PAUSE … WRITE} and the counts of errors came with 6.2. */
    private static final String OLDEST = "6.2";

    /** The one command that its driver sends in a transaction, to count the keys with it. */
    private static final String IN_A_TRANSACTION = "FLUSHALL";

    private RedisPreflight() {}

    /**
     * Looks.
     *
     * @param commands that the fault and its undo need
     */
    static Preflight look(RedisAddress address, List<List<String>> commands) throws InterruptedException {
        try (RedisConnection redis = RedisConnection.open(address, ANSWERS_WITHIN)) {
            List<String> problems = new ArrayList<>(kind(redis));
            if (problems.isEmpty()) {
                problems.addAll(denied(redis, commands));
            }
            return new Preflight(problems, List.of(), null);
        } catch (DriverException e) {
            return Preflight.problem(String.valueOf(e.getMessage()));
        }
    }

    /** Why it is none that a fault can be done to. */
    static List<String> kind(RedisConnection redis) throws DriverException, InterruptedException {
        Map<String, String> server = redis.info("server");
        // One node of a cluster is as good a Redis as another: the fault acts on it alone.
        if ("sentinel".equals(server.get("redis_mode"))) {
            return List.of(redis.place()
                    + " is a Sentinel, which holds no data; give the target the URL of the Redis that it watches");
        }
        String version = server.getOrDefault("redis_version", "");
        if (isOlder(version)) {
            return List.of(
                    redis.place() + " is version " + version + "; the faults of Redis need " + OLDEST + " or newer");
        }
        Map<String, String> replication = redis.info("replication");
        if ("slave".equals(replication.get("role"))) {
            return List.of(redis.place() + " is a replica of " + replication.get("master_host") + ":"
                    + replication.get("master_port") + "; faults are for a master: give the target its URL");
        }
        return List.of();
    }

    private static boolean isOlder(String version) {
        String[] parts = version.split("\\.", -1);
        String[] oldest = OLDEST.split("\\.", -1);
        try {
            int major = Integer.compare(Integer.parseInt(parts[0]), Integer.parseInt(oldest[0]));
            return major < 0
                    || (major == 0 && parts.length > 1 && Integer.parseInt(parts[1]) < Integer.parseInt(oldest[1]));
        } catch (NumberFormatException e) {
            return false; // a fork that counts otherwise: what it lacks, it will say
        }
    }

    /**
     * Which commands the user may not call. A transaction's commands are checked when they are queued, and thrown away
     * with it; unlike {@code ACL DRYRUN} this needs no rights of an administrator, and notices renamed commands.
     */
    private static List<String> denied(RedisConnection redis, List<List<String>> commands)
            throws DriverException, InterruptedException {
        Set<String> problems = new LinkedHashSet<>();
        StatefulRedisConnection<String, String> connection = redis.raw();
        ask(connection, List.of("MULTI"), redis.place(), problems);
        for (List<String> command : commands) {
            // No transaction takes it, and it does no more than make this connection listen.
            boolean isMonitor = command.get(0).equals("MONITOR");
            ask(isMonitor ? redis.another() : connection, command, redis.place(), problems);
        }
        ask(connection, List.of("DISCARD"), redis.place(), new HashSet<>());
        return List.copyOf(problems);
    }

    private static void ask(
            StatefulRedisConnection<String, String> connection,
            List<String> command,
            String place,
            Set<String> problems)
            throws DriverException, InterruptedException {
        String name = String.join(" ", command.subList(0, Math.min(2, command.size())));
        try {
            RawCommands.await(RawCommands.send(connection, command), name, ANSWERS_WITHIN);
        } catch (UnreachableException e) {
            throw e;
        } catch (DriverException e) {
            if (isFull(e)) {
                full(command, place, problems);
                return;
            }
            problems.add(place + ": " + e.getMessage()
                    + "; let the user call it (ACL SETUSER) and the server know it, or leave the fault out");
        }
    }

    /** A full Redis queues nothing. It says so only of a command that it knows and that the user may call. */
    private static boolean isFull(DriverException e) {
        return String.valueOf(e.getMessage()).contains(" failed: OOM ");
    }

    private static void full(List<String> command, String place, Set<String> problems) {
        if (command.get(0).equals(IN_A_TRANSACTION)) {
            problems.add(place + " is full (OOM) and takes no transaction, which " + IN_A_TRANSACTION
                    + " is sent in; raise its maxmemory, or flush it before redis-memory");
        }
    }
}
