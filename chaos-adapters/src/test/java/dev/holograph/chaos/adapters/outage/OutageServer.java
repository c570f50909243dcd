package dev.holograph.chaos.adapters.outage;

import dev.holograph.chaos.adapters.load.FakeSystem;
import dev.holograph.chaos.adapters.outage.Outage.Reply;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A real server that behaves as an outage says, by the instants at which it was told to break and to be well. */
final class OutageServer implements AutoCloseable {

    private static final long NEVER = Long.MAX_VALUE;

    private final Outage.Behaviour behaviour;
    private final FakeSystem system;
    private final AtomicLong requests = new AtomicLong();
    private final Map<String, Long> written = new ConcurrentHashMap<>();
    private final long readableAfter;
    private volatile long injected = NEVER;
    private volatile long undone = NEVER;

    OutageServer(Outage.Behaviour behaviour) throws Exception {
        this(behaviour, Duration.ZERO);
    }

    /** @param readableAfter so long after a write, {@code GET} denies it still */
    OutageServer(Outage.Behaviour behaviour, Duration readableAfter) throws Exception {
        this.readableAfter = readableAfter.toNanos();
        this.behaviour = behaviour;
        this.system = FakeSystem.http(this::answer);
    }

    String address() {
        return system.endpoint().toString();
    }

    void breakNow() {
        injected = System.nanoTime();
    }

    void healNow() {
        undone = System.nanoTime();
    }

    private void answer(HttpServerRequest request) {
        if (request.method() == HttpMethod.GET) {
            String id = request.path().substring(request.path().lastIndexOf('/') + 1);
            Long at = written.get(id);
            boolean isThere = at != null && System.nanoTime() - at >= readableAfter;
            request.response().setStatusCode(isThere ? 200 : 404).end();
            return;
        }
        long number = requests.getAndIncrement();
        request.bodyHandler(body -> {
            Reply reply = behaviour.reply(since(injected), since(undone), number);
            if (reply.after() == 0) {
                send(request, reply, body.toString());
            } else {
                Vertx.currentContext().owner().setTimer(reply.after(), timer -> send(request, reply, body.toString()));
            }
        });
    }

    private void send(HttpServerRequest request, Reply reply, String id) {
        switch (reply.kind()) {
            case OK -> {
                written.put(id, System.nanoTime());
                request.response().end("{\"id\":\"" + id + "\"}");
            }
            case FORGETS -> request.response().end("{\"id\":\"" + id + "\"}");
            case UNAVAILABLE -> request.response().setStatusCode(503).end("{\"id\":\"" + id + "\"}");
            case UNSUPPORTED -> request.response().setStatusCode(415).end("no such type");
            case WRONG_ID -> request.response().end("{\"error\":\"try again\"}");
            case CLOSE -> request.connection().close();
            case HANG -> {}
        }
    }

    private static double since(long moment) {
        return moment == NEVER ? -1 : (System.nanoTime() - moment) / 1e9;
    }

    @Override
    public void close() throws Exception {
        system.close();
    }
}
