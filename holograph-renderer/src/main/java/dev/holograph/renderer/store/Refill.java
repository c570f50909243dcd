package dev.holograph.renderer.store;

import dev.holograph.renderer.metrics.Counter;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Gives Redis the whole log again where it has not all of it: it was flushed, is another one, or was away while frames
 * came. Whoever reads by this renderer has the log; but renderers beside it read in Redis what this one has stored, and
 * have no other place to look.
 *
 * <p>A mark in Redis says that it has everything up to now. It is set before the copying begins, so that a flush in the
 * middle takes the mark away too, and is of this process alone, so that one that was killed with frames on their way
 * copies again when it is back.
 */
final class Refill implements AutoCloseable {

    /** Where frames are copied to. Nothing completes exceptionally. */
    interface Copy {
        /** Whether the mark is there; empty if nobody answers. Keeps the mark alive. */
        CompletionStage<Optional<Boolean>> hasMark(String mark);

        /** Whether the mark was set. */
        CompletionStage<Boolean> mark(String mark);

        /** Whether the frames were taken. */
        CompletionStage<Boolean> put(List<Frame> frames);
    }

    static final int BATCH_FRAMES = 256;

    private static final Duration LOOKS_EVERY = Duration.ofSeconds(1);
    private static final Logger LOG = System.getLogger(Refill.class.getName());

    private final Copy copy;
    private final FrameLog log;
    private final Counter refills;
    private final String mark = "renderer:" + UUID.randomUUID();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread daemon = new Thread(task, "redis-refill");
        daemon.setDaemon(true);
        return daemon;
    });

    /** Whether something is missing for sure; a missing mark says the same of what nobody here has noticed. */
    private volatile boolean behind = true;

    /** @param refills how often all of the log was copied */
    Refill(Copy copy, FrameLog log, Counter refills) {
        this.copy = copy;
        this.log = log;
        this.refills = refills;
    }

    /** Looks every second from now on. */
    void start() {
        var unused = thread.scheduleWithFixedDelay(
                this::lookAgainWhateverHappens, LOOKS_EVERY.toMillis(), LOOKS_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A frame did not get to Redis. */
    void missed() {
        behind = true;
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            var unused = thread.awaitTermination(1, TimeUnit.SECONDS); // the log is closed next
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Copies if something is missing; returns when that is done, or has failed and is to be tried again. */
    void look() throws IOException, InterruptedException, ExecutionException {
        if (!behind && answer(copy.hasMark(mark)).orElse(true)) {
            return;
        }
        behind = false; // before the copying: a frame that is missed meanwhile counts
        if (!answer(copy.mark(mark)) || !copyAll()) {
            behind = true;
            return;
        }
        refills.increment();
    }

    private boolean copyAll() throws IOException, InterruptedException, ExecutionException {
        Iterator<String> ids = log.ids().iterator();
        List<Frame> batch = new ArrayList<>();
        while (ids.hasNext()) {
            String id = ids.next();
            log.read(id).ifPresent(json -> batch.add(new Frame(id, json)));
            if (batch.size() == BATCH_FRAMES || !ids.hasNext()) {
                if (!answer(copy.put(List.copyOf(batch)))) {
                    return false;
                }
                batch.clear();
            }
        }
        return true;
    }

    private static <T> T answer(CompletionStage<T> stage) throws InterruptedException, ExecutionException {
        return stage.toCompletableFuture().get();
    }

    private void lookAgainWhateverHappens() {
        try {
            look();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        } catch (IOException | ExecutionException | RuntimeException e) {
            behind = true;
            LOG.log(Level.WARNING, "Redis could not be given all frames, which is tried again", e);
        }
    }
}
