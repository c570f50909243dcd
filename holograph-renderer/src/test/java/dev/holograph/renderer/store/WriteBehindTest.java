package dev.holograph.renderer.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.renderer.metrics.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class WriteBehindTest {
    private final List<List<Frame>> sent = new ArrayList<>();
    private final List<CompletableFuture<Void>> open = new ArrayList<>();
    private final Metrics metrics = new Metrics();
    private final WriteBehind writeBehind = new WriteBehind(this::send, Runnable::run, metrics);

    @Test
    void oneBatchIsOnItsWayAtATime() {
        offer(3);
        assertThat(sizes()).containsExactly(1);

        open.get(0).complete(null);

        assertThat(sizes()).containsExactly(1, 2);
        open.get(1).complete(null);
        offer(1);
        assertThat(sizes()).containsExactly(1, 2, 1);
    }

    @Test
    void aFailedBatchDoesNotStopTheNext() {
        offer(2);
        open.get(0).completeExceptionally(new IllegalStateException("gone"));

        assertThat(sizes()).containsExactly(1, 1);
    }

    @Test
    void dropsWhatDoesNotFitAndTakesMoreWhenThereIsRoom() {
        Frame large = new Frame("large", "x".repeat(WriteBehind.QUEUE_CHARACTERS / 4));
        for (int i = 0; i < 7; i++) {
            writeBehind.offer(large);
        }
        assertThat(metrics.cacheDropped.value()).isEqualTo(2);

        open.get(0).complete(null);
        writeBehind.offer(large);

        assertThat(metrics.cacheDropped.value()).isEqualTo(2);
        assertThat(sizes()).containsExactly(1, 4);
    }

    @Test
    void batchesAreSmall() {
        offer(1);
        offer(100 * WriteBehind.BATCH_FRAMES);
        for (int i = 0; i < open.size(); i++) {
            open.get(i).complete(null);
        }

        assertThat(sent).hasSize(101);
        assertThat(sent).allSatisfy(batch -> assertThat(batch).hasSizeLessThanOrEqualTo(WriteBehind.BATCH_FRAMES));
    }

    private CompletableFuture<Void> send(List<Frame> batch) {
        sent.add(batch);
        CompletableFuture<Void> stage = new CompletableFuture<>();
        open.add(stage);
        return stage;
    }

    private void offer(int frames) {
        for (int i = 0; i < frames; i++) {
            writeBehind.offer(new Frame("f" + i, "{}"));
        }
    }

    private List<Integer> sizes() {
        return sent.stream().map(List::size).toList();
    }
}
