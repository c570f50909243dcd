package dev.holograph.chaos.adapters.fault.redis;

import dev.holograph.chaos.adapters.fault.redis.IrreversibleCommand.Done;
import dev.holograph.chaos.adapters.redis.RedisAddress;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.scenario.fault.RedisFlush;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import io.lettuce.core.TransactionResult;
import java.util.List;

/** Deletes all that a Redis holds. Instant: it cannot be undone. */
final class RedisFlusher extends RedisDriver<RedisFlush> {

    private final IrreversibleCommand flushall;

    RedisFlusher(DriverContext context) {
        this(context, IrreversibleCommand.Waits.USUAL);
    }

    RedisFlusher(DriverContext context, IrreversibleCommand.Waits waits) {
        super(RedisFlush.class, context);
        this.flushall = new IrreversibleCommand("FLUSHALL", "flushall", waits);
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
}
