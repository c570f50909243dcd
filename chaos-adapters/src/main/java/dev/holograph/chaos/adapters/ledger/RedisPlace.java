package dev.holograph.chaos.adapters.ledger;

import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.Services;
import io.lettuce.core.RedisURI;

/**
 * Where a Redis is.
 *
 * @param shown for messages
 * @param uri holds the password
 */
record RedisPlace(String shown, RedisURI uri) {

    /**
     * Past the proxy: nothing but the load is to feel a network fault.
     *
     * @throws DriverException if the target is no Redis, or does not run
     */
    static RedisPlace of(TargetSpec target, Services services) throws DriverException {
        String service = target.service();
        if (service != null) {
            Endpoint direct = services.service(service)
                    .orElseThrow(() -> new DriverException("service '" + service + "' does not run"))
                    .direct();
            return new RedisPlace("service '" + service + "'", RedisURI.create(direct.host(), direct.port()));
        }
        String url = String.valueOf(target.url());
        if (!url.startsWith("redis://") && !url.startsWith("rediss://")) {
            throw new DriverException("the ledger looks for writes in a Redis, and target '" + target.name()
                    + "' is none; give it url: redis://host:port, or a service: of type redis");
        }
        try {
            return new RedisPlace("target '" + target.name() + "'", RedisURI.create(url));
        } catch (IllegalArgumentException e) {
            // Without its cause, whose message may hold the URL.
            throw new DriverException("target '" + target.name()
                    + "': its URL is none that Redis clients understand; write redis://host:port");
        }
    }

    @Override
    public String toString() {
        return shown;
    }
}
