package dev.holograph.chaos.adapters.fault.proxy;

import dev.holograph.chaos.scenario.Direction;
import dev.holograph.chaos.scenario.fault.Latency;
import dev.holograph.chaos.scenario.fault.Latency.Distribution;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.DriverContext;
import io.netty.buffer.ByteBuf;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Delivers everything late: each chunk at its arrival plus the delay, plus a jitter drawn for it, and never before the
 * chunk that came earlier, as TCP would. The end of a connection is late too.
 */
final class LatencyDriver extends ImpairingDriver<Latency> {

    LatencyDriver(DriverContext context) {
        super(Latency.class, context);
    }

    @Override
    String describe(Latency fault, String target) {
        String jitter = fault.jitter().isZero()
                ? ""
                : " ± " + Figures.time(fault.jitter())
                        + (fault.distribution() == Distribution.NORMAL ? " (normal)" : " (uniform)");
        String ways = fault.direction() == Direction.BOTH ? ", each way" : "";
        return "delivers the " + Targets.what(fault.direction()) + " " + target + " late by "
                + Figures.time(fault.delay()) + jitter + ways;
    }

    @Override
    Impairment impairment(Latency fault, RandomGenerator random) {
        ImpairmentStats tally = new ImpairmentStats();
        RandomGenerator seeds = Seeds.shared(random);
        return Impairment.alike(
                fault.direction(),
                false,
                tally,
                loop -> new Line(loop, tally, fault, new SplittableRandom(seeds.nextLong())));
    }

    @Override
    Evidence evidence(ImpairmentStats tally, GatewayUsers users) {
        if (tally.chunks() == 0) {
            return users.nothingPassed();
        }
        return Evidence.observed(tally.chunks() + " chunks (" + Figures.bytes(tally.bytes())
                + ") were held; those delivered came late by " + Figures.millis(tally.meanWaitMillis())
                + " on average");
    }

    /** The delay of one direction of one connection. */
    static final class Line extends DelayLine {

        private final double delayNanos;
        private final double jitterNanos;
        private final Distribution distribution;
        private final RandomGenerator random;

        Line(Loop loop, ImpairmentStats tally, Latency fault, RandomGenerator random) {
            super(loop, tally);
            this.delayNanos = fault.delay().toNanos();
            this.jitterNanos = fault.jitter().toNanos();
            this.distribution = fault.distribution();
            this.random = random;
        }

        @Override
        public void chunk(ByteBuf chunk) {
            delay(chunk, draw());
        }

        @Override
        public void end(End end) {
            delay(end, draw());
        }

        private long draw() {
            double jitter = jitterNanos == 0
                    ? 0
                    : jitterNanos
                            * (distribution == Distribution.NORMAL
                                    ? random.nextGaussian()
                                    : 2 * random.nextDouble() - 1);
            return Math.max(0, Math.round(delayNanos + jitter));
        }
    }
}
