package dev.holograph.chaos.adapters.load.embedded;

import dev.holograph.chaos.spi.RunResources;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The event loops of a run's loads: apart from those that the proxy and the probes use, so that what is measured does
 * not wait for what measures. A thread starts with the first load that needs it.
 */
final class LoadLoops implements AutoCloseable {

    private static final int MOST = 4;
    private static final int CLOSE_SECONDS = 5;

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(
            Math.min(MOST, Runtime.getRuntime().availableProcessors()),
            new DefaultThreadFactory("chaos-load", true),
            NioIoHandler.newFactory());

    static LoadLoops of(RunResources shared) {
        return shared.get(LoadLoops.class, LoadLoops::new, LoadLoops::close);
    }

    EventLoop next() {
        return (EventLoop) group.next();
    }

    @Override
    public void close() throws InterruptedException {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).await(CLOSE_SECONDS, TimeUnit.SECONDS);
    }
}
