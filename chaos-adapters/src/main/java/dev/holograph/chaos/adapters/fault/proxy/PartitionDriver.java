package dev.holograph.chaos.adapters.fault.proxy;

import dev.holograph.chaos.scenario.fault.Partition;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.DriverContext;
import io.netty.buffer.ByteBuf;
import java.util.random.RandomGenerator;

/**
 * Cuts the network: open connections carry nothing, not even their end, and new ones are not accepted. Their handshake
 * is answered by the operating system as long as the listener's backlog has room; then nobody answers. Nothing is
 * lost: what was held or waits in the senders' buffers goes on when the network is whole again, as TCP's
 * retransmissions would bring it.
 */
final class PartitionDriver extends ImpairingDriver<Partition> {

    PartitionDriver(DriverContext context) {
        super(Partition.class, context);
    }

    @Override
    String describe(Partition fault, String target) {
        return "lets nothing pass of the " + Targets.what(fault.direction()) + " " + target
                + ", and accepts no new connections";
    }

    @Override
    Impairment impairment(Partition fault, RandomGenerator random) {
        ImpairmentStats tally = new ImpairmentStats();
        return Impairment.alike(fault.direction(), true, tally, loop -> new Gate(loop, tally));
    }

    @Override
    Evidence evidence(ImpairmentStats tally, GatewayUsers users) {
        if (tally.chunks() + tally.ends() == 0) {
            return users.nothingAccepted(
                    "nobody tried to send on an open connection while it was in force, and new connections were"
                            + " not accepted");
        }
        return Evidence.observed(tally.chunks() + " chunks (" + Figures.bytes(tally.bytes()) + ") and " + tally.ends()
                + " ends of connections were held back");
    }

    /** Holds a little, and so lets reading pause: the rest waits in the sender's own buffers. */
    static final class Gate extends Stage {

        Gate(Loop loop, ImpairmentStats tally) {
            super(loop, tally, LOW_WATER);
        }

        @Override
        public void chunk(ByteBuf chunk) {
            hold(chunk, 0);
        }

        @Override
        public void end(End end) {
            hold(end, 0);
        }
    }
}
