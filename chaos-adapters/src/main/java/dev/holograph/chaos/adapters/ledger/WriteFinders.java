package dev.holograph.chaos.adapters.ledger;

import dev.holograph.chaos.adapters.redis.RedisAddress;
import dev.holograph.chaos.adapters.sql.Database;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.scenario.Ledger;
import dev.holograph.chaos.slo.Acknowledgements;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.Services;
import dev.holograph.chaos.spi.Shared;
import dev.holograph.chaos.spi.WriteFinder;

/** Looks for writes in the way that the ledger names. */
public final class WriteFinders implements WriteFinder {

    private final Shared shared;

    /** @param shared has the run's event loop */
    public WriteFinders(Shared shared) {
        this.shared = shared;
    }

    @Override
    public Answer find(Ledger ledger, TargetSpec target, Services services, Acknowledgements writes, Deadline deadline)
            throws DriverException, InterruptedException {
        if (writes.isEmpty()) {
            return new Answer(writes, writes);
        }
        if (ledger.find() instanceof Ledger.Http http) {
            Endpoint endpoint = services.endpoint(target.name()).orElseThrow(() -> noAddress(target));
            return new HttpWriteFinder(shared).find(http, endpoint, writes, deadline);
        }
        if (ledger.find() instanceof Ledger.Redis redis) {
            return new RedisWriteFinder(redis.key(), redis(target, services)).find(writes, deadline);
        }
        Ledger.Sql sql = (Ledger.Sql) ledger.find();
        return new SqlWriteFinder(sql.query(), Database.of(target)).find(writes, deadline);
    }

    private static RedisAddress redis(TargetSpec target, Services services) throws DriverException {
        if (target.service() == null && !RedisAddress.isRedis(target.url())) {
            throw new DriverException("the ledger looks for writes in a Redis, and target '" + target.name()
                    + "' is none; give it url: redis://host:port, or a service: of type redis");
        }
        try {
            return RedisAddress.of(target, services);
        } catch (IllegalArgumentException e) {
            throw new DriverException(String.valueOf(e.getMessage()));
        }
    }

    static DriverException noAddress(TargetSpec target) {
        return new DriverException("target '" + target.name() + "' has no address; give it a url: or a service:");
    }
}
