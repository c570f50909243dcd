package dev.holograph.renderer;

import dev.holograph.renderer.metrics.Metrics;
import dev.holograph.renderer.store.Frame;
import dev.holograph.renderer.store.FrameStore;
import io.vertx.core.Context;
import io.vertx.core.http.ServerWebSocket;
import org.jspecify.annotations.Nullable;

/**
 * One client's WebSocket: frames in, acknowledgements and errors out. All of it runs on the socket's
 * event loop. Reading pauses while the client does not read its answers or too many of its frames wait
 * to be stored, so that memory is bounded.
 */
final class FrameSocket {
    private static final int MAX_WAITING = 1024;
    private static final short GOING_AWAY = 1001;

    private final ServerWebSocket socket;
    private final Context context;
    private final FrameStore store;
    private final FrameParser parser;
    private final Metrics metrics;
    private int waiting;
    private boolean paused;
    private boolean leaving;

    FrameSocket(ServerWebSocket socket, Context context, FrameStore store, FrameParser parser, Metrics metrics) {
        this.socket = socket;
        this.context = context;
        this.store = store;
        this.parser = parser;
        this.metrics = metrics;
        socket.textMessageHandler(this::take);
        socket.binaryMessageHandler(binary ->
                refuse(new BadFrameException("not-text", null, "frames are text messages, found a binary one")));
        socket.drainHandler(drained -> flow());
        socket.shutdownHandler(shutdown -> leave());
        // A peer that breaks the protocol or vanishes shows here first; the close handler does the rest.
        socket.exceptionHandler(error -> {});
    }

    private void take(String text) {
        if (leaving) {
            return;
        }
        long arrived = System.nanoTime();
        try {
            Frame frame = parser.parse(text);
            waiting++;
            store.store(frame)
                    .whenComplete((done, error) -> context.runOnContext(now -> answer(frame, arrived, error)));
            flow();
        } catch (BadFrameException e) {
            refuse(e);
        }
    }

    private void answer(Frame frame, long arrived, @Nullable Throwable error) {
        waiting--;
        if (error == null) {
            metrics.ackLatency.observeNanos(System.nanoTime() - arrived);
            socket.writeTextMessage("{\"ack\":\"" + frame.id() + "\"}").onSuccess(sent -> metrics.acks.increment());
        } else {
            refuse(new BadFrameException("not-stored", frame.id(), "the frame could not be stored; send it again"));
        }
        flow();
        leaveWhenDone();
    }

    private void refuse(BadFrameException refusal) {
        metrics.refused.increment();
        socket.writeTextMessage(refusal.answer());
    }

    private void flow() {
        if (socket.isClosed()) {
            return;
        }
        boolean pause = waiting >= MAX_WAITING || socket.writeQueueFull();
        if (pause == paused) {
            return;
        }
        paused = pause;
        if (pause) {
            socket.pause();
        } else {
            socket.resume();
        }
    }

    /** The server stops: takes no more frames, answers those it has taken, then says goodbye. */
    private void leave() {
        leaving = true;
        leaveWhenDone();
    }

    private void leaveWhenDone() {
        if (leaving && waiting == 0) {
            socket.close(GOING_AWAY, "the renderer stops");
        }
    }
}
