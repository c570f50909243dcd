package dev.holograph.chaos.adapters.fault.proxy;

import dev.holograph.chaos.scenario.fault.Bandwidth;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.DriverContext;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Lets no more than so many bytes a second pass, for each connection and direction: a link on which bytes stand in line.
 * A chunk arrives when its last byte has been sent at that rate; nothing is saved up while the link is idle. Long
 * chunks arrive in parts of {@value #PART_MILLIS} ms each.
 */
final class BandwidthDriver extends ImpairingDriver<Bandwidth> {

    static final int PART_MILLIS = 10;

    /** What a link delays by less is not seen beside what a machine does by itself. */
    private static final double SLOWED_NANOS = 1e6;

    BandwidthDriver(DriverContext context) {
        super(Bandwidth.class, context);
    }

    @Override
    String describe(Bandwidth fault, String target) {
        return "lets the " + Targets.what(fault.direction()) + " " + target + " pass at no more than "
                + fault.rate()
                + "/s on each connection";
    }

    @Override
    Impairment impairment(Bandwidth fault, RandomGenerator random) {
        ImpairmentStats tally = new ImpairmentStats();
        double rate = fault.rate().value();
        return Impairment.alike(fault.direction(), false, tally, loop -> new Link(loop, tally, rate));
    }

    @Override
    Evidence evidence(ImpairmentStats tally, GatewayUsers users) {
        if (tally.chunks() == 0) {
            return users.nothingPassed();
        }
        if (tally.slowedChunks() == 0) {
            return Evidence.none("nothing of the " + Figures.bytes(tally.bytes())
                    + " that passed had to wait for a millisecond: the rate is more than what is sent");
        }
        return Evidence.observed(Figures.bytes(tally.bytes()) + " stood in line; chunks that arrived had waited "
                + Figures.millis(tally.meanWaitMillis()) + " on average");
    }

    /** The link of one direction of one connection. */
    static final class Link extends Stage {

        private final double rate;
        private final int part;
        private @Nullable Future<?> timer;
        /** When all that was passed on so far has been sent, had the link never been late. */
        private long sentAt;

        Link(Loop loop, ImpairmentStats tally, double rate) {
            super(loop, tally, Math.max(LOW_WATER, Math.min(HIGH_WATER, Math.round(rate / 10))));
            this.rate = rate;
            this.part = (int) Math.max(1, Math.min(Integer.MAX_VALUE, rate * PART_MILLIS / 1000));
            this.sentAt = loop.now();
        }

        @Override
        public void chunk(ByteBuf chunk) {
            beginIfIdle();
            hold(chunk, 0);
            if (sentAt - loop.now() + heldBytes() * 1e9 / rate >= SLOWED_NANOS) {
                tally.slowed();
            }
            arm();
        }

        @Override
        public void end(End end) {
            if (isEmpty()) {
                next().end(end);
            } else {
                hold(end, 0);
            }
        }

        private void beginIfIdle() {
            if (isEmpty() && sentAt - loop.now() < 0) {
                sentAt = loop.now();
            }
        }

        private void arm() {
            if (timer == null && !isEmpty()) {
                timer = loop.schedule(this::send, sentAfterNextPart());
            }
        }

        private long sentAfterNextPart() {
            Held head = head();
            ByteBuf chunk = head == null ? null : head.chunk();
            return chunk == null ? sentAt : sentAt + Math.round(Math.min(part, chunk.readableBytes()) * 1e9 / rate);
        }

        private void send() {
            timer = null;
            long now = loop.now();
            while (!isEmpty() && sentAfterNextPart() - now <= 0) {
                sentAt = sentAfterNextPart();
                passPartOfHead(part);
            }
            arm();
            tellPassedOn();
        }

        @Override
        void stopWaiting() {
            if (timer != null) {
                timer.cancel(false);
                timer = null;
            }
        }
    }
}
