package dev.holograph.renderer;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;

/**
 * Finds peers that are gone without a word: pings them, and ends the connection when no pong has come
 * in time. With little patience it also ends connections that are merely slow, whose client then loses
 * what is on its way, connects again and is cut off again.
 *
 * @param every how often to ping
 * @param patience how long a pong may take
 */
record KeepAlive(Duration every, Duration patience) {
    /**
     * Watches the socket until the returned action is run; {@code late} is run when a pong is late. To
     * be called on the socket's event loop.
     */
    Runnable watch(Vertx vertx, ServerWebSocket socket, Runnable late) {
        Watch watch = new Watch(vertx, socket, late);
        long pings = vertx.setPeriodic(every.toMillis(), timer -> watch.ping());
        socket.pongHandler(pong -> watch.heard());
        return () -> {
            vertx.cancelTimer(pings);
            watch.heard();
        };
    }

    private final class Watch {
        private final Vertx vertx;
        private final ServerWebSocket socket;
        private final Runnable late;
        private long deadline = -1;

        Watch(Vertx vertx, ServerWebSocket socket, Runnable late) {
            this.vertx = vertx;
            this.socket = socket;
            this.late = late;
        }

        void ping() {
            socket.writePing(Buffer.buffer());
            if (deadline == -1) {
                deadline = vertx.setTimer(patience.toMillis(), timer -> late.run());
            }
        }

        void heard() {
            vertx.cancelTimer(deadline);
            deadline = -1;
        }
    }
}
