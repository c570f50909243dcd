package dev.holograph.renderer.store;

import dev.holograph.renderer.metrics.Metrics;
import dev.holograph.renderer.store.LogIndex.Position;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Makes frames durable in groups: whatever arrived while one group was being synced is the next
 * group, so that a sync of some milliseconds is shared by many frames. One thread does all the
 * writing, which is why no id can be written twice.
 */
final class GroupCommit implements AutoCloseable {
    /** A group takes no more frames once it has this many bytes. */
    static final int GROUP_BYTES = 4 << 20;

    private static final Logger LOG = System.getLogger(GroupCommit.class.getName());

    private record Pending(@Nullable Frame frame, CompletableFuture<Boolean> durable) {}

    private final BlockingQueue<Pending> queue = new LinkedBlockingQueue<>();
    private final LogFile file;
    private final LogIndex index;
    private final Metrics metrics;
    private final Thread thread = new Thread(this::run, "frame-log");
    private long end;
    private volatile @Nullable IOException broken;

    /** Starts committing; {@code end} is the length of the file. */
    GroupCommit(LogFile file, LogIndex index, long end, Metrics metrics) {
        this.file = file;
        this.index = index;
        this.end = end;
        this.metrics = metrics;
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Completes when the frame is durable: with true if this call stored it, with false if its id was
     * there already. Completes exceptionally when the log cannot be written.
     */
    CompletableFuture<Boolean> submit(Frame frame) {
        Pending pending = new Pending(frame, new CompletableFuture<>());
        queue.add(pending);
        return pending.durable();
    }

    boolean isBroken() {
        return broken != null;
    }

    /** Commits what was submitted before, then ends the thread and closes the file. */
    @Override
    public void close() throws IOException {
        queue.add(new Pending(null, new CompletableFuture<>()));
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        file.close();
    }

    private void run() {
        boolean open = true;
        while (open) {
            List<Pending> group = new ArrayList<>();
            open = takeGroup(group);
            try {
                commit(group);
            } catch (IOException e) {
                fail(group, e);
            } catch (RuntimeException | Error e) {
                fail(group, new IOException("the log's thread failed", e));
            }
        }
        List<Pending> late = new ArrayList<>();
        queue.drainTo(late);
        late.forEach(pending -> pending.durable().completeExceptionally(new IOException("the log is closed")));
    }

    /** Waits for a frame, then takes all that have arrived; false when it was the last group. */
    private boolean takeGroup(List<Pending> group) {
        int bytes = 0;
        Pending next = takeUninterruptibly();
        while (next != null) {
            if (next.frame() == null) {
                return false;
            }
            group.add(next);
            bytes += next.frame().json().length();
            next = bytes < GROUP_BYTES ? queue.poll() : null;
        }
        return true;
    }

    private Pending takeUninterruptibly() {
        while (true) {
            try {
                return queue.take();
            } catch (InterruptedException e) {
                // Nobody has reason to interrupt this thread; it ends by close() only.
            }
        }
    }

    private void commit(List<Pending> group) throws IOException {
        IOException reason = broken;
        if (reason != null) {
            throw reason;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Map<String, Position> fresh = new HashMap<>();
        List<Pending> stored = new ArrayList<>();
        List<Pending> repeated = new ArrayList<>();
        for (Pending pending : group) {
            Frame frame = frameOf(pending);
            if (index.contains(frame.id()) || fresh.containsKey(frame.id())) {
                repeated.add(pending);
            } else {
                long start = end + bytes.size();
                int length = LogRecord.write(frame, bytes);
                fresh.put(frame.id(), new Position(start + LogRecord.jsonOffset(frame), length));
                stored.add(pending);
            }
        }
        if (!stored.isEmpty()) {
            write(bytes.toByteArray());
            index.putAll(fresh);
        }
        stored.forEach(pending -> pending.durable().complete(true));
        // Only now: a repeated id may stand in the very group that was just made durable.
        repeated.forEach(pending -> pending.durable().complete(false));
    }

    private void write(byte[] bytes) throws IOException {
        long before = System.nanoTime();
        file.append(bytes);
        file.sync();
        end += bytes.length;
        metrics.logSync.observeNanos(System.nanoTime() - before);
    }

    /**
     * After a failed write or sync nobody knows what is on the disk, and a second sync may report
     * success for pages that were lost (https://lwn.net/Articles/752063/): no further frame is taken
     * until a restart has read the log again.
     */
    private void fail(List<Pending> group, IOException reason) {
        if (broken == null) {
            LOG.log(Level.ERROR, "The log cannot be written; no more frames are taken until a restart", reason);
            broken = reason;
        }
        group.forEach(pending -> pending.durable().completeExceptionally(reason));
    }

    private static Frame frameOf(Pending pending) {
        Frame frame = pending.frame();
        if (frame == null) {
            throw new IllegalStateException("the end mark is never part of a group");
        }
        return frame;
    }
}
