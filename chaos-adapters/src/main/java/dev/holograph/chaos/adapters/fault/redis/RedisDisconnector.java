package dev.holograph.chaos.adapters.fault.redis;

import dev.holograph.chaos.adapters.redis.RedisAddress;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.scenario.fault.RedisDisconnect;
import dev.holograph.chaos.scenario.fault.RedisDisconnect.Clients;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import io.lettuce.core.KillArgs;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Has a Redis close the connections of its clients. Instant: nothing to undo. */
final class RedisDisconnector extends RedisDriver<RedisDisconnect> {

    private final IrreversibleCommand clientKill;

    RedisDisconnector(DriverContext context) {
        this(context, IrreversibleCommand.Waits.USUAL);
    }

    RedisDisconnector(DriverContext context, IrreversibleCommand.Waits waits) {
        super(RedisDisconnect.class, context);
        this.clientKill = new IrreversibleCommand("CLIENT KILL", "client|kill", waits);
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
        boolean isCounted = true;
        if (clients != Clients.PUBSUB) {
            Long normal = kill(address, KillArgs.Builder.typeNormal());
            cut.add((normal == null ? "its" : normal) + " clients");
            isCounted = normal != null;
            all += normal == null ? 0 : normal;
        }
        if (clients != Clients.NORMAL) {
            Long subscribers = kill(address, KillArgs.Builder.typePubsub());
            cut.add((subscribers == null ? "its" : subscribers) + " subscribers");
            isCounted &= subscribers != null;
            all += subscribers == null ? 0 : subscribers;
        }
        String text = address.place() + " closed the connections of " + String.join(" and ", cut);
        if (!isCounted) {
            return Evidence.claimed(
                    text + "; an answer was lost, and its count of CLIENT KILL shows that it was carried" + " out");
        }
        return all == 0 ? Evidence.none(text + ": nobody was connected") : Evidence.observed(text);
    }

    /** @return how many; {@code null}: it was carried out, and its answer was lost */
    private @Nullable Long kill(RedisAddress address, KillArgs whom) throws DriverException, InterruptedException {
        return clientKill
                .run(address, commands -> commands.clientKill(whom.skipme(true)))
                .answer();
    }
}
