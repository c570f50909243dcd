package dev.holograph.chaos.adapters.fault.proxy;

import dev.holograph.chaos.scenario.Direction;
import dev.holograph.chaos.scenario.fault.SlowClose;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.DriverContext;
import io.netty.buffer.ByteBuf;
import java.util.random.RandomGenerator;

/** Passes bytes on at once, and the end of a connection late, in both directions. */
final class SlowCloseDriver extends ImpairingDriver<SlowClose> {

    SlowCloseDriver(DriverContext context) {
        super(SlowClose.class, context);
    }

    @Override
    String describe(SlowClose fault, String target) {
        return "passes on the end of connections to " + target + " late by " + Figures.time(fault.delay());
    }

    @Override
    Impairment impairment(SlowClose fault, RandomGenerator random) {
        ImpairmentStats tally = new ImpairmentStats();
        long delay = fault.delay().toNanos();
        return Impairment.alike(Direction.BOTH, false, tally, loop -> new Line(loop, tally, delay));
    }

    @Override
    Evidence evidence(ImpairmentStats tally, GatewayUsers users) {
        return tally.ends() == 0
                ? users.nothing("no connection came to its end while it was in force")
                : Evidence.observed("the end was held back " + tally.ends() + " times");
    }

    /** One direction of one connection. */
    static final class Line extends DelayLine {

        private final long delay;

        Line(Loop loop, ImpairmentStats tally, long delay) {
            super(loop, tally);
            this.delay = delay;
        }

        @Override
        public void chunk(ByteBuf chunk) {
            next().chunk(chunk);
        }

        @Override
        public void end(End end) {
            delay(end, delay);
        }
    }
}
