package dev.holograph.renderer.store;

import dev.holograph.renderer.metrics.Metrics;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Brings frames into the cache behind the sender's back: one batch at a time is on its way, the others
 * wait in a queue of bounded size. What does not fit is dropped, since the log has it anyway.
 */
final class WriteBehind {
    static final int BATCH_FRAMES = 256;
    static final int QUEUE_CHARACTERS = 8 << 20;

    private final Function<List<Frame>, CompletionStage<Void>> sink;
    private final Executor executor;
    private final Metrics metrics;
    private final Queue<Frame> queue = new ArrayDeque<>();
    private int characters;
    private boolean busy;

    /**
     * @param sink takes a batch; its stage must complete, in whatever way, for the next batch to leave
     * @param executor calls the sink, so that the thread which offers a frame never does
     */
    WriteBehind(Function<List<Frame>, CompletionStage<Void>> sink, Executor executor, Metrics metrics) {
        this.sink = sink;
        this.executor = executor;
        this.metrics = metrics;
    }

    /** Queues the frame and never waits; whether there was room for it. */
    boolean offer(Frame frame) {
        synchronized (this) {
            if (characters + frame.json().length() > QUEUE_CHARACTERS) {
                metrics.cacheDropped.increment();
                return false;
            }
            queue.add(frame);
            characters += frame.json().length();
            if (busy) {
                return true;
            }
            busy = true;
        }
        executor.execute(this::drain);
        return true;
    }

    /** Loops while stages are complete already: recursion would grow the stack by one batch each. */
    private void drain() {
        for (List<Frame> batch = nextBatch(); !batch.isEmpty(); batch = nextBatch()) {
            var sent = sink.apply(batch).toCompletableFuture();
            if (!sent.isDone()) {
                var unused = sent.whenComplete((done, error) -> drain());
                return;
            }
        }
    }

    private synchronized List<Frame> nextBatch() {
        List<Frame> batch = new ArrayList<>();
        while (batch.size() < BATCH_FRAMES && !queue.isEmpty()) {
            Frame frame = queue.remove();
            characters -= frame.json().length();
            batch.add(frame);
        }
        busy = !batch.isEmpty();
        return batch;
    }
}
