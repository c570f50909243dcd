package dev.holograph.chaos.adapters.ledger;

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
            return new RedisWriteFinder(redis.key(), RedisPlace.of(target, services)).find(writes, deadline);
        }
        Ledger.Sql sql = (Ledger.Sql) ledger.find();
        return new SqlWriteFinder(sql.query(), Database.of(target)).find(writes, deadline);
    }

    static DriverException noAddress(TargetSpec target) {
        return new DriverException("target '" + target.name() + "' has no address; give it a url: or a service:");
    }
}
