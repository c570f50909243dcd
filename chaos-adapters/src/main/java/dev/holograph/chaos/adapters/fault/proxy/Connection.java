package dev.holograph.chaos.adapters.fault.proxy;

import dev.holograph.chaos.scenario.Direction;
import io.netty.channel.socket.DuplexChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A client's channel with its channel to the upstream, both on one event loop. */
final class Connection {

    private final DuplexChannel client;
    private @Nullable DuplexChannel upstream;
    private final Loop loop;
    private final Map<Impairment, Stages> stages = new HashMap<>();
    private @Nullable Flow requests;
    private @Nullable Flow responses;

    Connection(DuplexChannel client, ScheduledExecutorService timer) {
        this.client = client;
        this.loop = new Loop(client.eventLoop(), timer, System::nanoTime);
    }

    /** The upstream is there: bytes may flow. On the event loop. */
    void join(DuplexChannel joined, List<Impairment> inForce) {
        upstream = joined;
        Flow toUpstream = new Flow(client, joined, false);
        Flow toClient = new Flow(joined, client, true);
        toUpstream.oppositeIs(toClient);
        toClient.oppositeIs(toUpstream);
        requests = toUpstream;
        responses = toClient;
        client.pipeline().addLast(new Relay(toUpstream, toClient));
        joined.pipeline().addLast(new Relay(toClient, toUpstream));
        reconcile(inForce);
    }

    /** Brings both directions in line with what is in force; done when the future is. */
    Future<?> bring(List<Impairment> inForce) {
        return client.eventLoop().submit(() -> reconcile(inForce));
    }

    private void reconcile(List<Impairment> inForce) {
        if (requests != null && responses != null) {
            stages.keySet().retainAll(inForce);
            requests.reconcile(covering(inForce, Direction::coversRequests), one -> stages(one)
                    .requests());
            responses.reconcile(covering(inForce, Direction::coversResponses), one -> stages(one)
                    .responses());
        }
    }

    private Stages stages(Impairment impairment) {
        return stages.computeIfAbsent(impairment, one -> one.stages().apply(loop));
    }

    private static List<Impairment> covering(List<Impairment> inForce, Predicate<Direction> way) {
        return inForce.stream().filter(one -> way.test(one.direction())).toList();
    }

    /** Resets both sides; done when the future is. */
    Future<?> reset() {
        return client.eventLoop().submit(this::resetNow);
    }

    void resetNow() {
        Flow.reset(client);
        if (upstream != null) {
            Flow.reset(upstream);
        }
    }
}
