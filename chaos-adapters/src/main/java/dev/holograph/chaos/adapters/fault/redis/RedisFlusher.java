package dev.holograph.chaos.adapters.fault.redis;

import dev.holograph.chaos.adapters.fault.redis.IrreversibleCommand.Done;
import dev.holograph.chaos.adapters.redis.RedisAddress;
import dev.holograph.chaos.adapters.redis.RedisConnection;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.scenario.fault.RedisFlush;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.FaultDriver;
import io.lettuce.core.TransactionResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Deletes all that a Redis holds. Instant: it cannot be undone. */
final class RedisFlusher extends RedisDriver<RedisFlush> {

    private static final Duration LOOKS_WITHIN = Duration.ofSeconds(2);
    private static final String STATISTIC = "flushall";

    private final IrreversibleCommand flushall;
    private final Map<RedisAddress, Flushes> own = new ConcurrentHashMap<>();

    /** Flushes of this run on one Redis, with the count from before the first. */
    private record Flushes(CommandCount before, AtomicInteger times) {
        Flushes(CommandCount before) {
            this(before, new AtomicInteger());
        }
    }

    RedisFlusher(DriverContext context) {
        this(context, IrreversibleCommand.Waits.USUAL);
    }

    RedisFlusher(DriverContext context, IrreversibleCommand.Waits waits) {
        super(RedisFlush.class, context);
        this.flushall = new IrreversibleCommand("FLUSHALL", STATISTIC, waits);
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
        Done<TransactionResult> done = flushall.run(address, commands -> {
            commands.multi();
            commands.info("keyspace");
            commands.flushall();
            commands.info("keyspace");
            return commands.exec();
        });
        own.computeIfAbsent(address, first -> new Flushes(done.before()))
                .times()
                .incrementAndGet();
        TransactionResult answer = done.answer();
        long before = answer == null ? done.before().keys() : CommandCount.keys(answer.get(0));
        if (before == 0) {
            return Evidence.none(address.place() + " held no keys: there was nothing to delete");
        }
        CommandCount after = done.after();
        return Evidence.observed(address.place() + " held " + before + " keys before and "
                + (answer != null || after == null
                        ? CommandCount.keys(answer == null ? "" : answer.get(2)) + " after"
                        : after.keys() + " after; its answer was lost, and its count of FLUSHALL shows that it was"
                                + " carried out"));
    }

    /** Whether somebody else has deleted its keys as well. */
    @Override
    public Evidence observe(Prepared<RedisFlush> prepared) {
        RedisAddress address;
        try {
            address = address(prepared);
        } catch (DriverException e) {
            return FaultDriver.NOTHING_FURTHER; // a service that has ended
        }
        Flushes flushes = own.get(address);
        if (flushes == null) {
            return FaultDriver.NOTHING_FURTHER;
        }
        try (RedisConnection redis = RedisConnection.open(address, LOOKS_WITHIN)) {
            CommandCount now = CommandCount.of(redis, STATISTIC);
            long calls = now.calls() - flushes.before().calls();
            boolean isSame = now.process().equals(flushes.before().process()) && now.calls() >= 0;
            return isSame && calls > flushes.times().get()
                    ? Evidence.disturbed(address.place() + " has carried out FLUSHALL " + calls + " times, and this run"
                            + " asked for it " + flushes.times() + " times: somebody else deletes its keys as well")
                    : FaultDriver.NOTHING_FURTHER;
        } catch (DriverException e) {
            return FaultDriver.NOTHING_FURTHER; // what it did was seen when it was done
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FaultDriver.NOTHING_FURTHER;
        }
    }
}
