package dev.holograph.chaos.adapters.fault.redis;

import dev.holograph.chaos.adapters.redis.RedisAddress;
import dev.holograph.chaos.spi.DriverException;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The subscription that claims one Redis. Apart from {@link RedisTargetLocks}, which every goal finds and the JVM verifies:
 * its {@code catch} would load Lettuce in builds without a Redis.
 */
final class ClaimSubscription {

    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(5);
    private static final Duration CLOSES_WITHIN = Duration.ofSeconds(1);

    private final RedisAddress address;
    private final RedisClient client;

    ClaimSubscription(RedisAddress address) {
        this.address = address;
        this.client = RedisClient.create(
                RedisURI.builder(address.uri()).withTimeout(ANSWERS_WITHIN).build());
        // It subscribes again when a connection has broken.
        client.setOptions(ClientOptions.builder().autoReconnect(true).build());
    }

    /** @param prefix of the channels of all claims */
    void begin(String prefix, String run) throws DriverException {
        try {
            client.connectPubSub().sync().subscribe(prefix + run);
        } catch (RedisException e) {
            throw new DriverException(address.place() + " cannot be claimed: " + root(e).getMessage()
                    + "; see that it runs, that its URL has the right user and password, and that the user may use"
                    + " SUBSCRIBE and PUBSUB on channels " + prefix + "*");
        }
    }

    /** Ends it, also where it never began. Does not wait for that. */
    void end() {
        client.shutdownAsync(0, CLOSES_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
