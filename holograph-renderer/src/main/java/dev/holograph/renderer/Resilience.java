package dev.holograph.renderer;

import dev.holograph.renderer.metrics.Metrics;
import dev.holograph.renderer.store.DurableStore;
import dev.holograph.renderer.store.FrameStore;
import dev.holograph.renderer.store.RedisOnlyStore;
import java.io.IOException;
import java.time.Duration;

/** The one place where it is decided what is done about faults. */
enum Resilience {
    /** Frames are durable before they are acknowledged, and dead peers are told from slow ones. */
    ON {
        @Override
        FrameStore openStore(Settings settings, Metrics metrics) throws IOException {
            return DurableStore.open(settings.dataFolder(), settings.redis(), metrics);
        }

        @Override
        KeepAlive keepAlive() {
            return new KeepAlive(Duration.ofSeconds(20), Duration.ofSeconds(40));
        }
    },

    /** The same server with the mistakes that faults bring to light. */
    OFF {
        @Override
        FrameStore openStore(Settings settings, Metrics metrics) {
            return RedisOnlyStore.open(settings.redis(), metrics);
        }

        @Override
        KeepAlive keepAlive() {
            return new KeepAlive(Duration.ofSeconds(1), Duration.ofMillis(300));
        }
    };

    abstract FrameStore openStore(Settings settings, Metrics metrics) throws IOException;

    abstract KeepAlive keepAlive();
}
