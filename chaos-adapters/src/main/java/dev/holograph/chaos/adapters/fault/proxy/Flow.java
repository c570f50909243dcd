package dev.holograph.chaos.adapters.fault.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a connection: from its source through the stages to its target. Reads only while the target takes
 * what it is given and no stage is full, so that a slow reader slows the sender and not the memory.
 */
final class Flow implements Sink {

    private record Placed(Impairment impairment, Stage stage) {}

    private final DuplexChannel source;
    private final DuplexChannel target;
    private final boolean leadsToClient;
    private final List<Placed> placed = new ArrayList<>();
    private Sink first = new Outlet();
    private final Sink outlet = first;
    private @Nullable Flow opposite;
    private boolean sourceEnded;
    private boolean endDelivered;
    private boolean paused = true;

    /** @param leadsToClient whether it carries responses */
    Flow(DuplexChannel source, DuplexChannel target, boolean leadsToClient) {
        this.source = source;
        this.target = target;
        this.leadsToClient = leadsToClient;
    }

    void oppositeIs(Flow other) {
        opposite = other;
    }

    /** The target takes more again, or a stage has passed something on. */
    void resume() {
        if (paused && mayRead()) {
            paused = false;
            source.read();
        }
    }

    /** All that the source had to say for now has been handed in. */
    void readComplete() {
        target.flush();
        if (mayRead()) {
            source.read();
        } else {
            paused = true;
        }
    }

    private boolean mayRead() {
        if (sourceEnded || !target.isWritable()) {
            return false;
        }
        for (int i = 0; i < placed.size(); i++) {
            if (placed.get(i).stage().isFull()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void chunk(ByteBuf chunk) {
        first.chunk(chunk);
    }

    /** The source says no more; told once or more. */
    @Override
    public void end(End end) {
        if (sourceEnded) {
            return;
        }
        sourceEnded = true;
        Flow back = back();
        if (end == End.RESET) {
            back.discard();
            source.close();
        } else if (back.endDelivered) {
            source.close();
        }
        first.end(end);
    }

    /** Brings the stages in line with what is in force: held data of a fault that is gone goes on at once, in order. */
    void reconcile(List<Impairment> covering, Function<Impairment, Stage> stages) {
        for (Placed one : List.copyOf(placed)) {
            if (!covering.contains(one.impairment())) {
                one.stage().release();
                placed.remove(one);
                link();
            }
        }
        for (Impairment impairment : covering) {
            if (placed.stream().noneMatch(one -> one.impairment().equals(impairment))) {
                placed.add(new Placed(impairment, stages.apply(impairment)));
                link();
            }
        }
        resume();
    }

    /**
     * In both directions what began first is nearest to the client: so it also meets the answer that a later one gives to
     * a request that it has let pass.
     */
    private void link() {
        Sink after = outlet;
        for (int i = 0; i < placed.size(); i++) {
            Stage stage = placed.get(leadsToClient ? i : placed.size() - 1 - i).stage();
            stage.connect(after, this::passedOn);
            after = stage;
        }
        first = after;
    }

    private void passedOn() {
        target.flush();
        resume();
    }

    /** Drops what is held: the target is gone. */
    void discard() {
        placed.forEach(one -> one.stage().discard());
    }

    private Flow back() {
        if (opposite == null) {
            throw new IllegalStateException("a flow without its opposite");
        }
        return opposite;
    }

    /** Closes with an RST: whoever reads from or writes to the other side gets "connection reset". */
    static void reset(Channel channel) {
        // On a channel that is closed already the option cannot be set, and nothing is left to do.
        if (channel.isOpen()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            channel.close();
        }
    }

    /** Where the stages end. */
    private final class Outlet implements Sink {

        @Override
        public void chunk(ByteBuf chunk) {
            target.write(chunk, target.voidPromise());
        }

        @Override
        public void end(End end) {
            if (end == End.RESET) {
                back().sourceEnded = true;
                reset(target);
                return;
            }
            // Netty fails what is still queued on shutdownOutput: the end goes out when all before it has.
            target.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> {
                endDelivered = true;
                if (back().sourceEnded) {
                    target.close();
                } else {
                    target.shutdownOutput();
                }
            });
        }
    }
}
