package dev.holograph.chaos.adapters.fault.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A stage in virtual time: what goes in, and when what comes out. */
final class VirtualLine {

    /** @param bytes of a chunk, or 0 for the end */
    record Arrival(double atMillis, int bytes) {}

    final List<Arrival> arrivals = new ArrayList<>();
    final ImpairmentStats tally = new ImpairmentStats();
    final Stage stage;
    private final MockTicker ticker = Ticker.newMockTicker();
    private final EmbeddedChannel channel =
            EmbeddedChannel.builder().ticker(ticker).build();
    private final List<Byte> content = new ArrayList<>();

    VirtualLine(Function<VirtualLine, Stage> maker) {
        stage = maker.apply(this);
        stage.connect(
                new Sink() {
                    @Override
                    public void chunk(ByteBuf chunk) {
                        arrivals.add(new Arrival(now(), chunk.readableBytes()));
                        while (chunk.isReadable()) {
                            content.add(chunk.readByte());
                        }
                        chunk.release();
                    }

                    @Override
                    public void end(End end) {
                        arrivals.add(new Arrival(now(), 0));
                    }
                },
                () -> {});
    }

    Loop loop() {
        return new Loop(channel.eventLoop(), channel.eventLoop(), ticker::nanoTime);
    }

    double now() {
        return (ticker.nanoTime() - ticker.initialNanoTime()) / 1e6;
    }

    void send(byte[] bytes) {
        stage.chunk(Unpooled.copiedBuffer(bytes));
    }

    void send(int bytes) {
        send(new byte[bytes]);
    }

    /** In steps of 0.1 ms, as timers would fire. */
    void advance(double millis) {
        for (double until = now() + millis; now() < until - 1e-9; ) {
            ticker.advance(100, TimeUnit.MICROSECONDS);
            channel.runScheduledPendingTasks();
            channel.runPendingTasks(); // what the timer has handed to the loop
        }
    }

    byte[] content() {
        byte[] bytes = new byte[content.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = content.get(i);
        }
        return bytes;
    }
}
