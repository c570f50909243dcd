package dev.holograph.chaos.adapters.fault.proxy;

import dev.holograph.chaos.scenario.fault.PacketLoss;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.DriverContext;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Loses packets as an application sees it over TCP: not as missing bytes but as a stall. What passes is cut into
 * segments of at most {@value #SEGMENT} bytes. A segment that is lost arrives one retransmission time-out later, and
 * all that follows waits behind it; if the retransmission is lost too the time-out doubles (RFC 6298, section 5.5). The
 * first time-out is 200 ms, Linux's minimum (TCP_RTO_MIN), which is what a path of a few milliseconds has. Given up is
 * only by the fault's end: after {@value #RETRIES} doublings, as Linux's tcp_retries2, more than a quarter of an hour
 * has passed.
 *
 * <p>Not modelled: fast retransmit, by which a sender of many segments in flight mends a loss within a round trip, and
 * the smaller congestion window afterwards. Requests and answers of a few segments, which is what a loss hurts most,
 * wait for the time-out in reality too. Neither is the loss of SYN or ACK segments.
 */
final class PacketLossDriver extends ImpairingDriver<PacketLoss> {

    /** An Ethernet frame's payload less the headers of IP and TCP. */
    static final int SEGMENT = 1460;

    static final Duration FIRST_TIMEOUT = Duration.ofMillis(200);
    static final int RETRIES = 15;

    /** TCP_RTO_MAX of Linux. */
    private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(120);

    PacketLossDriver(DriverContext context) {
        super(PacketLoss.class, context);
    }

    @Override
    String describe(PacketLoss fault, String target) {
        return "loses " + fault.loss() + " of the segments of the " + Targets.what(fault.direction()) + " " + target
                + ": each loss is a stall of " + FIRST_TIMEOUT.toMillis()
                + " ms, doubled where the retransmission is lost too";
    }

    @Override
    Impairment impairment(PacketLoss fault, RandomGenerator random) {
        ImpairmentStats tally = new ImpairmentStats();
        RandomGenerator seeds = Seeds.shared(random);
        double loss = fault.loss().value();
        return Impairment.alike(
                fault.direction(),
                false,
                tally,
                loop -> new Line(loop, tally, loss, new SplittableRandom(seeds.nextLong())));
    }

    @Override
    Evidence evidence(ImpairmentStats tally, GatewayUsers users) {
        if (tally.segments() == 0) {
            return users.nothingPassed();
        }
        if (tally.lost() == 0) {
            return Evidence.none("none of " + tally.segments() + " segments was lost");
        }
        return Evidence.observed(tally.lost() + " of " + tally.segments() + " segments were lost; " + tally.chunks()
                + " chunks (" + Figures.bytes(tally.bytes()) + ") waited for them, "
                + Figures.millis(tally.meanWaitMillis()) + " on average");
    }

    /** The losses of one direction of one connection. */
    static final class Line extends DelayLine {

        private final double loss;
        private final RandomGenerator random;

        Line(Loop loop, ImpairmentStats tally, double loss, RandomGenerator random) {
            super(loop, tally);
            this.loss = loss;
            this.random = random;
        }

        /** Cut before each segment that is lost: what came before it is not late. */
        @Override
        public void chunk(ByteBuf chunk) {
            int whole = chunk.readableBytes();
            long stall = 0;
            int from = 0;
            for (int at = 0; at < whole; at += SEGMENT) {
                long drawn = stall();
                if (drawn > stall) {
                    if (at > from) {
                        pass(chunk.readRetainedSlice(at - from), stall);
                        from = at;
                    }
                    stall = drawn;
                }
            }
            pass(chunk, stall);
        }

        @Override
        public void end(End end) {
            long stall = stall();
            if (stall == 0 && isEmpty()) {
                next().end(end);
            } else {
                delay(end, stall);
            }
        }

        private void pass(ByteBuf chunk, long stall) {
            if (stall == 0 && isEmpty()) {
                next().chunk(chunk);
            } else {
                delay(chunk, stall);
            }
        }

        /** In nanoseconds; 0: it is not lost. */
        private long stall() {
            long stall = 0;
            long timeout = FIRST_TIMEOUT.toNanos();
            for (int tries = 0; tries <= RETRIES && random.nextDouble() < loss; tries++) {
                stall += timeout;
                timeout = Math.min(2 * timeout, LONGEST_TIMEOUT.toNanos());
            }
            tally.segment(stall > 0);
            return stall;
        }
    }
}
