package dev.holograph.chaos.adapters.fault.redis;

import dev.holograph.chaos.adapters.redis.RedisAddress;
import dev.holograph.chaos.adapters.redis.RedisConnection;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.scenario.fault.RedisDisconnect;
import dev.holograph.chaos.scenario.fault.RedisDisconnect.Clients;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import io.lettuce.core.KillArgs;
import java.util.ArrayList;
import java.util.List;

/** Has a Redis close the connections of its clients. Instant: nothing to undo. */
final class RedisDisconnector extends RedisDriver<RedisDisconnect> {

    RedisDisconnector(DriverContext context) {
        super(RedisDisconnect.class, context);
    }

    @Override
    String describe(RedisDisconnect fault, String place) {
        String whose =
                switch (fault.clients()) {
                    case ALL -> "all clients";
                    case NORMAL -> "all clients that have subscribed to nothing";
                    case PUBSUB -> "all subscribers";
                };
        return place + " closes the connections of " + whose + " (CLIENT KILL)";
    }

    @Override
    List<List<String>> commands(RedisDisconnect fault) {
        return List.of(List.of("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes"));
    }

    @Override
    Evidence inject(Prepared<RedisDisconnect> prepared, RedisAddress address)
            throws DriverException, InterruptedException {
        Clients clients = prepared.fault().clients();
        List<String> cut = new ArrayList<>();
        long all = 0;
        try (RedisConnection redis = RedisConnection.open(address, RedisConnection.ANSWERS_WITHIN)) {
            if (clients != Clients.PUBSUB) {
                long normal = kill(redis, KillArgs.Builder.typeNormal());
                cut.add(normal + " clients");
                all += normal;
            }
            if (clients != Clients.NORMAL) {
                long subscribers = kill(redis, KillArgs.Builder.typePubsub());
                cut.add(subscribers + " subscribers");
                all += subscribers;
            }
        }
        String text = address.place() + " closed the connections of " + String.join(" and ", cut);
        return all == 0 ? Evidence.none(text + ": nobody was connected") : Evidence.observed(text);
    }

    private static long kill(RedisConnection redis, KillArgs whom) throws DriverException, InterruptedException {
        return redis.ask("CLIENT KILL", commands -> commands.clientKill(whom.skipme(true)));
    }
}
