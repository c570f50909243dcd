package dev.holograph.renderer.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.renderer.metrics.Metrics;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When all of the log is copied again, to something that can be flushed and silent. */
class RefillTest {
    private static final int FRAMES = 2 * Refill.BATCH_FRAMES + 1;

    @TempDir
    Path folder;

    private final Metrics metrics = new Metrics();
    private final FlakyCopy copy = new FlakyCopy();
    private FrameLog log;
    private Refill refill;

    @BeforeEach
    void aLog() throws Exception {
        log = FrameLog.open(folder, metrics);
        for (int i = 0; i < FRAMES; i++) {
            log.append(new Frame("f" + i, "{}")).get();
        }
        refill = new Refill(copy, log, metrics.cacheRefills);
    }

    @AfterEach
    void close() throws Exception {
        refill.close();
        log.close();
    }

    @Test
    void copiesOnceWhatWasThereBefore() throws Exception {
        refill.look();
        refill.look();

        assertThat(copy.ids).hasSize(FRAMES);
        assertThat(metrics.cacheRefills.value()).isEqualTo(1);
    }

    @Test
    void copiesAgainAfterAFlush() throws Exception {
        refill.look();
        copy.flush();
        refill.look();

        assertThat(copy.ids).hasSize(FRAMES);
    }

    @Test
    void copiesAgainAfterAFlushInTheMiddle() throws Exception {
        copy.flushAfter = 2;
        refill.look();
        assertThat(copy.ids).hasSizeLessThan(FRAMES);

        refill.look();

        assertThat(copy.ids).hasSize(FRAMES);
    }

    @Test
    void copiesAgainWhatWasMissed() throws Exception {
        refill.look();
        copy.ids.remove("f7");
        refill.look();
        assertThat(copy.ids).doesNotContain("f7");

        refill.missed();
        refill.look();

        assertThat(copy.ids).contains("f7");
    }

    @Test
    void waitsForOneThatIsSilent() throws Exception {
        copy.silent = true;
        refill.look();
        assertThat(copy.ids).isEmpty();

        copy.silent = false;
        refill.look();

        assertThat(copy.ids).hasSize(FRAMES);
    }

    @Test
    void aSilenceAloneIsNoReasonToCopy() throws Exception {
        refill.look();
        copy.silent = true;
        refill.look();
        copy.silent = false;
        refill.look();

        assertThat(metrics.cacheRefills.value()).isEqualTo(1);
    }

    @Test
    void triesAgainWhereABatchWasNotTaken() throws Exception {
        copy.refuseAfter = 1;
        refill.look();
        assertThat(copy.ids).hasSize(Refill.BATCH_FRAMES);

        copy.refuseAfter = Integer.MAX_VALUE;
        refill.look();

        assertThat(copy.ids).hasSize(FRAMES);
        assertThat(metrics.cacheRefills.value()).isEqualTo(1);
    }

    private static final class FlakyCopy implements Refill.Copy {
        final Set<String> ids = new HashSet<>();
        private final Set<String> marks = new HashSet<>();
        private boolean silent;
        private int flushAfter = Integer.MAX_VALUE;
        private int refuseAfter = Integer.MAX_VALUE;
        private int batches;

        void flush() {
            ids.clear();
            marks.clear();
        }

        @Override
        public CompletionStage<Optional<Boolean>> hasMark(String mark) {
            return CompletableFuture.completedFuture(silent ? Optional.empty() : Optional.of(marks.contains(mark)));
        }

        @Override
        public CompletionStage<Boolean> mark(String mark) {
            if (!silent) {
                marks.add(mark);
            }
            return CompletableFuture.completedFuture(!silent);
        }

        @Override
        public CompletionStage<Boolean> put(List<Frame> frames) {
            batches++;
            if (silent || batches > refuseAfter) {
                return CompletableFuture.completedFuture(false);
            }
            frames.forEach(frame -> ids.add(frame.id()));
            if (batches == flushAfter) {
                flush();
            }
            return CompletableFuture.completedFuture(true);
        }
    }
}
