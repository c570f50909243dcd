package dev.holograph.chaos.adapters.fault.proxy;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What one impairment does to one direction of one connection: a queue that is passed on late, in order and complete.
 * Lives on the connection's event loop.
 */
abstract class Stage implements Sink {

    /**
     * Bytes held before reading pauses, where the memory stands for a path: a delay of 2 s at 8 MiB/s fills it.
     * What a sender has in flight beyond it waits in its own buffers, as with a full TCP window.
     */
    static final long HIGH_WATER = 16L << 20;

    /** Bytes held before reading pauses, where a sender should feel at once that nothing is taken. */
    static final long LOW_WATER = 64L << 10;

    /** What waits: a chunk, or the end where there is none. */
    record Held(@Nullable ByteBuf chunk, End end, long arrived, long due) {}

    private static final Sink NOWHERE = new Sink() {
        @Override
        public void chunk(ByteBuf chunk) {
            chunk.release();
        }

        @Override
        public void end(End end) {}
    };

    final Loop loop;
    final ImpairmentStats tally;
    private final long capacity;
    private final ArrayDeque<Held> queue = new ArrayDeque<>();
    private long heldBytes;
    private Sink next = NOWHERE;
    private Runnable passedOn = () -> {};

    Stage(Loop loop, ImpairmentStats tally, long capacity) {
        this.loop = loop;
        this.tally = tally;
        this.capacity = capacity;
    }

    /** @param then is told after something was passed on otherwise than by a call of this sink */
    final void connect(Sink sink, Runnable then) {
        next = sink;
        passedOn = then;
    }

    final Sink next() {
        return next;
    }

    /** Reading should pause. */
    final boolean isFull() {
        return heldBytes >= capacity;
    }

    /** Passes on all that is held, in order. */
    final void release() {
        stopWaiting();
        while (!queue.isEmpty()) {
            passHead();
        }
        passedOn.run();
    }

    /** Drops all that is held and all that still comes: there is nobody left to take it. */
    final void discard() {
        stopWaiting();
        connect(NOWHERE, () -> {});
        for (Held held = queue.poll(); held != null; held = queue.poll()) {
            if (held.chunk() != null) {
                held.chunk().release();
            }
        }
        heldBytes = 0;
    }

    /** No timer is needed any more. */
    void stopWaiting() {}

    final void hold(ByteBuf chunk, long due) {
        tally.held(chunk.readableBytes());
        heldBytes += chunk.readableBytes();
        queue.add(new Held(chunk, End.FINISHED, loop.now(), due));
    }

    final void hold(End end, long due) {
        tally.heldEnd();
        queue.add(new Held(null, end, loop.now(), due));
    }

    final @Nullable Held head() {
        return queue.peek();
    }

    final long heldBytes() {
        return heldBytes;
    }

    final boolean isEmpty() {
        return queue.isEmpty();
    }

    /** Passes on the oldest that is held. */
    final void passHead() {
        Held held = queue.remove();
        ByteBuf chunk = held.chunk();
        if (chunk == null) {
            next.end(held.end());
        } else {
            heldBytes -= chunk.readableBytes();
            tally.passed(loop.now() - held.arrived());
            next.chunk(chunk);
        }
    }

    /** Passes on so many bytes of the oldest that is held, or all of it where it has no more. */
    final void passPartOfHead(int bytes) {
        Held held = queue.element();
        ByteBuf chunk = held.chunk();
        if (chunk == null || chunk.readableBytes() <= bytes) {
            passHead();
        } else {
            heldBytes -= bytes;
            next.chunk(chunk.readRetainedSlice(bytes));
        }
    }

    /** What is held, taken out without being passed on; whoever takes it owns it. No end may be among it. */
    final List<ByteBuf> takeHeld() {
        List<ByteBuf> taken = queue.stream()
                .map(held -> Objects.requireNonNull(held.chunk(), "an end is held"))
                .toList();
        queue.clear();
        heldBytes = 0;
        return taken;
    }

    /** Gives what is held other moments from which it may go on, in the same order. */
    final void reschedule(UnaryOperator<Held> change) {
        List<Held> all = List.copyOf(queue);
        queue.clear();
        all.forEach(held -> queue.add(change.apply(held)));
    }

    final void tellPassedOn() {
        passedOn.run();
    }
}
