package dev.holograph.chaos.adapters.load.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Frames over WebSockets, each frame over the connection of its lane. */
final class WebSocketTransport implements Transport {

    private final List<WebSocketLane> lanes = new ArrayList<>();

    WebSocketTransport(int count, Supplier<WebSocketLane> lane) {
        for (int i = 0; i < count; i++) {
            lanes.add(lane.get());
        }
    }

    @Override
    public CompletableFuture<Void> open() {
        return CompletableFuture.allOf(lanes.stream().map(WebSocketLane::open).toArray(CompletableFuture[]::new));
    }

    @Override
    public void send(Request request) {
        lanes.get(request.lane).send(request);
    }

    /** Why this request could not be sent yet. */
    Failure obstacle(Request request) {
        return lanes.get(request.lane).obstacle();
    }

    @Override
    public void close() {
        lanes.forEach(WebSocketLane::close);
    }
}
