package dev.holograph.renderer.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.renderer.metrics.Metrics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class GroupCommitTest {
    /** A disk whose syncs wait for leave. */
    private static final class HeldDisk implements LogFile {
        final List<byte[]> groups = new ArrayList<>();
        final Semaphore syncsStarted = new Semaphore(0);
        final Semaphore leave = new Semaphore(0);
        volatile boolean failing;

        @Override
        public void append(byte[] bytes) {
            groups.add(bytes);
        }

        @Override
        public void sync() throws IOException {
            syncsStarted.release();
            leave.acquireUninterruptibly();
            if (failing) {
                throw new IOException("the disk is full");
            }
        }

        @Override
        public void close() {}
    }

    private final HeldDisk disk = new HeldDisk();
    private final LogIndex index = new LogIndex();
    private final GroupCommit commits = new GroupCommit(disk, index, 0, new Metrics());

    @AfterEach
    void close() throws IOException {
        disk.leave.release(1000);
        commits.close();
    }

    @Test
    void aFrameIsDurableWhenItsSyncHasReturnedAndNotBefore() throws Exception {
        CompletableFuture<Boolean> durable = commits.submit(frame("a"));
        disk.syncsStarted.acquire();
        assertThat(durable).isNotDone();
        assertThat(index.contains("a")).isFalse();

        disk.leave.release();

        assertThat(durable.get()).isTrue();
        assertThat(index.contains("a")).isTrue();
    }

    @Test
    void whatArrivesDuringASyncIsOneGroup() throws Exception {
        CompletableFuture<Boolean> first = commits.submit(frame("first"));
        disk.syncsStarted.acquire();
        List<CompletableFuture<Boolean>> others = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            others.add(commits.submit(frame("f" + i)));
        }

        disk.leave.release(2);

        assertThat(first.get()).isTrue();
        for (CompletableFuture<Boolean> other : others) {
            assertThat(other.get()).isTrue();
        }
        assertThat(disk.groups).hasSize(2);
    }

    @Test
    void anIdIsWrittenOnceHoweverOftenItComes() throws Exception {
        CompletableFuture<Boolean> first = commits.submit(frame("a"));
        disk.syncsStarted.acquire();
        CompletableFuture<Boolean> whileSyncing = commits.submit(frame("a"));
        CompletableFuture<Boolean> sameGroup1 = commits.submit(frame("b"));
        CompletableFuture<Boolean> sameGroup2 = commits.submit(frame("b"));
        disk.leave.release();
        assertThat(first.get()).isTrue();
        disk.syncsStarted.acquire();
        assertThat(sameGroup2)
                .as("a repetition waits for the sync of the first")
                .isNotDone();
        disk.leave.release();

        assertThat(whileSyncing.get()).isFalse();
        assertThat(sameGroup1.get()).isTrue();
        assertThat(sameGroup2.get()).isFalse();
        assertThat(commits.submit(frame("a")).get()).isFalse();
        assertThat(disk.groups).hasSize(2);
        assertThat(new String(disk.groups.get(1), UTF_8)).containsOnlyOnce("\"b\"");
    }

    @Test
    void aGroupHasALimit() throws Exception {
        var unused = commits.submit(frame("first"));
        disk.syncsStarted.acquire();
        String large = "\"" + "x".repeat(1 << 19) + "\"";
        CompletableFuture<?>[] all = new CompletableFuture<?>[16];
        for (int i = 0; i < all.length; i++) {
            all[i] = commits.submit(new Frame("large" + i, large));
        }
        disk.leave.release(1000);
        CompletableFuture.allOf(all).get();

        assertThat(disk.groups).hasSizeGreaterThan(2);
        assertThat(disk.groups).allSatisfy(group -> assertThat(group.length).isLessThan(5 << 20));
    }

    @Test
    void afterAFailedSyncNothingIsPromisedAnyMore() throws Exception {
        disk.failing = true;
        CompletableFuture<Boolean> lost = commits.submit(frame("a"));
        disk.leave.release();
        assertThatThrownBy(lost::get).isInstanceOf(ExecutionException.class).hasRootCauseMessage("the disk is full");

        disk.failing = false;
        disk.leave.release();

        assertThatThrownBy(commits.submit(frame("b"))::get).hasRootCauseMessage("the disk is full");
        assertThat(commits.isBroken()).isTrue();
        assertThat(index.contains("a")).isFalse();
        assertThat(disk.groups).hasSize(1);
    }

    @Test
    void closingCommitsWhatWasSubmitted() throws Exception {
        CompletableFuture<Boolean> durable = commits.submit(frame("a"));
        CountDownLatch closed = new CountDownLatch(1);
        Thread closing = new Thread(() -> {
            try {
                commits.close();
                closed.countDown();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        disk.syncsStarted.acquire();
        closing.start();
        disk.leave.release();

        assertThat(durable.get()).isTrue();
        assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
    }

    private static Frame frame(String id) {
        return new Frame(id, "{\"id\":\"" + id + "\"}");
    }
}
