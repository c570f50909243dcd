package dev.holograph.chaos.adapters.fault.proxy;

import dev.holograph.chaos.slo.Heartbeat;
import dev.holograph.chaos.slo.Window;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.Gateways;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The gateways of a run, on event loops of their own so that nothing else in the run can hold up what passes. */
final class ProxyGateways implements Gateways, AutoCloseable {

    /** Half of the machine is left to the load and the system under test. */
    private static final int LOOPS =
            Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors() / 2));

    private static final long BEAT_MILLIS = 100;
    private static final String PART = "the proxy";

    private final Map<String, Gateway> byTarget = new HashMap<>();
    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, new DefaultThreadFactory("chaos-proxy-timer", true));
    private @Nullable EventLoopGroup loops;

    /** The run that has the ways now, or whoever has opened them. */
    private volatile DriverContext context;

    private ProxyGateways(DriverContext context) {
        this.context = context;
        timer.setRemoveOnCancelPolicy(true);
        // What still moves while all is being closed has nobody left to be late for.
        timer.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    }

    /** The run's one instance. */
    static ProxyGateways of(DriverContext context) {
        return context.shared().get(ProxyGateways.class, () -> new ProxyGateways(context), ProxyGateways::close);
    }

    @Override
    public synchronized Endpoint open(String target, Endpoint upstream, int port) throws DriverException {
        if (byTarget.containsKey(target)) {
            throw new IllegalStateException("the proxy for target '" + target + "' is open already");
        }
        if (loops == null) {
            loops = new MultiThreadIoEventLoopGroup(
                    LOOPS, new DefaultThreadFactory("chaos-proxy", true), NioIoHandler.newFactory());
            loops.forEach(this::beat);
        }
        Gateway gateway = new Gateway(target, upstream, port, loops, timer);
        byTarget.put(target, gateway);
        return gateway.address();
    }

    /** A loop that stands still delays all that passes it, which must not count as the system's doing. */
    private void beat(EventExecutor loop) {
        loop.scheduleAtFixedRate(new Beat(), 0, BEAT_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Sends the heartbeat of one loop to the run that uses its gateways. */
    private final class Beat implements Runnable {

        private DriverContext hearer = context;
        private Heartbeat heartbeat = hearer.heartbeat(PART);

        @Override
        public void run() {
            DriverContext now = context;
            if (now != hearer) {
                hearer = now;
                heartbeat = now.heartbeat(PART);
            }
            heartbeat.beat(Window.micros(now.clock().instant()));
        }
    }

    @Override
    public void lendTo(DriverContext run) {
        DriverContext owner = context;
        run.shared().get(ProxyGateways.class, () -> this, lent -> context = owner);
        context = run;
    }

    @Override
    public synchronized Optional<String> impaired() {
        return byTarget.entrySet().stream()
                .flatMap(one -> one.getValue().faults().stream()
                        .map(fault -> "the fault '" + fault + "' is still in force on the way to target '"
                                + one.getKey() + "'"))
                .findFirst();
    }

    /** The way to this target, if one was opened in this run. */
    synchronized Optional<Gateway> to(String target) {
        return Optional.ofNullable(byTarget.get(target));
    }

    @Override
    public synchronized void close() {
        byTarget.values().forEach(Gateway::close);
        byTarget.clear();
        timer.shutdownNow();
        if (loops != null) {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        }
    }
}
