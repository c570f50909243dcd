package dev.holograph.chaos.adapters.ledger;

import dev.holograph.chaos.adapters.redis.RedisAddress;
import dev.holograph.chaos.adapters.sql.Database;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.scenario.Ledger;
import dev.holograph.chaos.slo.Acknowledgements;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.HttpAddress;
import dev.holograph.chaos.spi.RunResources;
import dev.holograph.chaos.spi.Services;
import dev.holograph.chaos.spi.WriteFinder;
import java.time.Duration;

/** Looks for writes in the way that the ledger names. */
public final class WriteFinders implements WriteFinder {

    private final RunResources shared;

    /** @param shared has the run's event loop */
    public WriteFinders(RunResources shared) {
        this.shared = shared;
    }

    @Override
    public void check(Ledger ledger, TargetSpec target, Services services, String never, Deadline deadline)
            throws DriverException, InterruptedException {
        Search search = search(ledger, target, services);
        Acknowledgements.Builder one = new Acknowledgements.Builder();
        one.add(never, 0);
        Answer answer = search.find(one.build(), Deadline.in(Duration.ZERO, System::nanoTime), deadline);
        if (!answer.unknown().isEmpty()) {
            throw new DriverException("the ledger got no answer that it could use when it looked for '" + never
                    + "', which was never written: " + search.ifUnknown());
        }
        if (answer.lost().isEmpty()) {
            throw new DriverException("the ledger would never report a lost write, since it finds '" + never
                    + "', which was never written: " + search.ifFound());
        }
    }

    @Override
    public Answer find(
            Ledger ledger,
            TargetSpec target,
            Services services,
            Acknowledgements writes,
            Deadline settled,
            Deadline deadline)
            throws DriverException, InterruptedException {
        return writes.isEmpty()
                ? Answer.of(writes, writes)
                : search(ledger, target, services).find(writes, settled, deadline);
    }

    private Search search(Ledger ledger, TargetSpec target, Services services) throws DriverException {
        if (ledger.find() instanceof Ledger.Http http) {
            return new HttpWriteFinder(
                    shared,
                    http,
                    HttpAddress.of(target, services.endpoint(target.name()).orElseThrow(() -> noAddress(target))));
        }
        if (ledger.find() instanceof Ledger.Redis redis) {
            return new RedisWriteFinder(redis.key(), redis(target, services));
        }
        Ledger.Sql sql = (Ledger.Sql) ledger.find();
        return new SqlWriteFinder(sql.query(), Database.of(target, services));
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
