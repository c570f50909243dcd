package dev.holograph.chaos.adapters.fault.redis;

import dev.holograph.chaos.adapters.redis.RedisAddress;
import dev.holograph.chaos.adapters.redis.RedisConnection;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.scenario.fault.RedisMemory;
import dev.holograph.chaos.scenario.fault.RedisMemory.Policy;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Takes memory away from a Redis, and gives it back. */
final class RedisMemoryLimiter extends RedisDriver<RedisMemory> {

    private static final String LIMIT = "maxmemory";
    private static final String POLICY = "maxmemory-policy";
    private static final Duration LOOKS_WITHIN = Duration.ofSeconds(2);

    private final DriverContext context;
    private final Map<String, LimitedMemory> begun = new ConcurrentHashMap<>();

    /** A Redis that this run has limited, and its state before, with which later counts are compared. */
    private record LimitedMemory(RedisAddress redis, MemoryState before) {}

    /** What this run has set last, by the place: what is otherwise, somebody else has set, or a new process has not. */
    private final Map<String, String> own = new ConcurrentHashMap<>();

    RedisMemoryLimiter(DriverContext context) {
        super(RedisMemory.class, context);
        this.context = context;
    }

    @Override
    String describe(RedisMemory fault, String place) {
        return place + " may use no more than " + fault.maxmemory()
                + (fault.isShare() ? " of the memory that it uses" : "") + " (maxmemory), with "
                + (fault.policy() == Policy.KEEP ? "its" : "the") + " maxmemory-policy"
                + (fault.policy() == Policy.KEEP ? "" : " " + word(fault.policy()));
    }

    @Override
    List<List<String>> commands(RedisMemory fault) {
        return List.of(
                List.of("INFO", "memory"),
                List.of("CONFIG", "SET", LIMIT, "0"),
                List.of("CONFIG", "SET", POLICY, "noeviction"));
    }

    @Override
    Optional<String> byHand(String redisCli) {
        return Optional.of(byHand(redisCli, "BYTES", "POLICY") + " # the values before the fault, as the journal says");
    }

    /** The limit first: the former policy may throw away keys that would not fit. */
    private static String byHand(String redisCli, String limit, String policy) {
        return redisCli + " CONFIG SET " + LIMIT + " " + limit + " && " + redisCli + " CONFIG SET " + POLICY + " "
                + policy;
    }

    @Override
    Evidence inject(Prepared<RedisMemory> prepared, RedisAddress address) throws DriverException, InterruptedException {
        RedisMemory fault = prepared.fault();
        String name = prepared.step().name();
        try (RedisConnection redis = RedisConnection.open(address, RedisConnection.ANSWERS_WITHIN)) {
            MemoryState before = MemoryState.of(redis);
            long limit = fault.bytes(before.used());
            if (before.limit() > 0 && limit >= before.limit()) {
                throw new DriverException(address.place() + " may use " + before.limit() + "B as it is, which is not"
                        + " more than the " + limit + "B of maxmemory: " + fault.maxmemory() + "; write a lower one");
            }
            begun.put(name, new LimitedMemory(address, before));
            String former = String.valueOf(before.limit());
            String redisCli = RedisTargets.redisCli(prepared.target(), address.uri());
            context.remember(
                    name,
                    Map.of(
                            LIMIT,
                            former,
                            POLICY,
                            before.policy(),
                            UndoRecipe.BY_HAND,
                            byHand(redisCli, former, before.policy())));
            if (fault.policy() != Policy.KEEP) {
                // Before the limit: the former policy might throw away keys that this one keeps.
                set(redis, POLICY, word(fault.policy()));
            }
            set(redis, LIMIT, String.valueOf(limit));
            MemoryState after = MemoryState.of(redis);
            if (after.limit() != limit) {
                throw new DriverException(address.place() + " has " + after.limited() + " after CONFIG SET maxmemory "
                        + limit + "; something else sets it");
            }
            own.put(address.place(), setting(after));
            return Evidence.claimed(
                    address.place() + " has " + after.limited() + " with " + after.policy() + " (before: "
                            + before.limited() + " with " + before.policy() + ") and uses " + after.used() + "B");
        }
    }

    /** The limit alone proves nothing: a Redis that stores nothing does not mind it. */
    @Override
    public Evidence observe(Prepared<RedisMemory> prepared) {
        LimitedMemory known = begun.get(prepared.step().name());
        if (known == null) {
            return Evidence.none("it was never injected");
        }
        try (RedisConnection redis = RedisConnection.open(known.redis(), LOOKS_WITHIN)) {
            MemoryState now = MemoryState.of(redis);
            String setting = own.get(known.redis().place());
            if (setting != null && !setting.equals(setting(now))) {
                return Evidence.disturbed(known.redis().place() + " has " + setting(now) + " before the end of the"
                        + " fault, and was given " + setting + ": somebody has changed it, or the Redis was started"
                        + " anew");
            }
            long evicted = now.evicted() - known.before().evicted();
            long refused = now.refused() - known.before().refused();
            String text = "since the fault began " + known.redis().place() + " has thrown away " + Math.max(0, evicted)
                    + " keys and refused " + Math.max(0, refused) + " commands for lack of memory";
            return evicted > 0 || refused > 0 ? Evidence.observed(text) : Evidence.none(text);
        } catch (DriverException e) {
            return Evidence.none("what it did could not be seen: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Evidence.none("what it did could not be seen: interrupted");
        }
    }

    @Override
    void undo(UndoRecipe recipe, RedisAddress address, Deadline deadline) throws DriverException, InterruptedException {
        String limit = recipe.data().get(LIMIT);
        String policy = recipe.data().get(POLICY);
        if (limit == null || policy == null) {
            return; // they are on disk before anything is set: nothing was
        }
        try (RedisConnection redis = RedisConnection.open(address, deadline.remaining())) {
            set(redis, LIMIT, limit);
            set(redis, POLICY, policy);
            MemoryState now = MemoryState.of(redis);
            if (!limit.equals(String.valueOf(now.limit())) || !policy.equals(now.policy())) {
                throw new DriverException(address.place() + " has " + now.limited() + " with " + now.policy()
                        + " after it was set to " + limit + "B with " + policy + "; something else sets it");
            }
            own.put(address.place(), setting(now));
        }
    }

    private static String setting(MemoryState state) {
        return state.limited() + " with " + state.policy();
    }

    private static void set(RedisConnection redis, String parameter, String value)
            throws DriverException, InterruptedException {
        redis.ask("CONFIG SET " + parameter + " " + value, commands -> commands.configSet(parameter, value));
    }

    private static String word(Policy policy) {
        return policy.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
