package dev.holograph.chaos.adapters.fault.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holograph.chaos.adapters.fault.proxy.VirtualLine.Arrival;
import dev.holograph.chaos.scenario.Direction;
import dev.holograph.chaos.scenario.fault.Latency;
import dev.holograph.chaos.scenario.fault.Latency.Distribution;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What each impairment does with time, in virtual time. */
class StagesTest {

    @Test
    void latencyIsCountedFromTheArrivalOfEachChunk() {
        VirtualLine line = latency(100, 0, Distribution.UNIFORM);
        line.send(1);
        line.advance(30);
        line.send(2);
        line.stage.end(End.FINISHED);
        line.advance(200);
        assertThat(line.arrivals).containsExactly(new Arrival(100, 1), new Arrival(130, 2), new Arrival(130, 0));
    }

    @Test
    void uniformJitterStaysWithinItsBoundsAndFillsThem() {
        double[] delays = singleDelays(Distribution.UNIFORM);
        assertThat(delays[0]).isBetween(79.9, 82.0);
        assertThat(delays[delays.length - 1]).isBetween(118.0, 120.1);
        assertThat(Arrays.stream(delays).average().orElseThrow()).isCloseTo(100, within(2.0));
    }

    @Test
    void normalJitterHasTheJitterAsStandardDeviation() {
        double[] delays = singleDelays(Distribution.NORMAL);
        double mean = Arrays.stream(delays).average().orElseThrow();
        double deviation = Math.sqrt(Arrays.stream(delays)
                .map(one -> (one - mean) * (one - mean))
                .average()
                .orElseThrow());
        assertThat(mean).isCloseTo(100, within(3.0));
        assertThat(deviation).isCloseTo(20, within(2.5));
    }

    @Test
    void jitterNeverReorders() {
        VirtualLine line = latency(100, 100, Distribution.UNIFORM);
        byte[] sent = new byte[200];
        for (int i = 0; i < sent.length; i++) {
            sent[i] = (byte) i;
            line.send(new byte[] {sent[i]});
            line.advance(1);
        }
        line.advance(300);
        assertThat(line.content()).isEqualTo(sent);
    }

    @Test
    void theSameSeedDrawsTheSameDelays() {
        VirtualLine one = latency(100, 50, Distribution.UNIFORM);
        VirtualLine other = latency(100, 50, Distribution.UNIFORM);
        for (VirtualLine line : List.of(one, other)) {
            for (int i = 0; i < 10; i++) {
                line.send(1);
                line.advance(200);
            }
        }
        assertThat(one.arrivals).isEqualTo(other.arrivals);
    }

    @Test
    void aLostSegmentStallsItselfAndWhatFollowsButNotWhatCameBefore() {
        // Segments in turn: passes, lost once, passes.
        VirtualLine line = loss(0.5, 0.9, 0.1, 0.9, 0.9);
        line.send(3 * PacketLossDriver.SEGMENT);
        line.advance(1000);
        assertThat(line.arrivals)
                .containsExactly(
                        new Arrival(0, PacketLossDriver.SEGMENT), new Arrival(200, 2 * PacketLossDriver.SEGMENT));
    }

    @Test
    void theTimeOutDoublesWhileRetransmissionsAreLost() {
        VirtualLine line = loss(0.5, 0.1, 0.1, 0.1, 0.9); // lost three times
        line.send(100);
        line.advance(2000);
        assertThat(line.arrivals).containsExactly(new Arrival(200 + 400 + 800, 100));
        assertThat(line.tally.lost()).isEqualTo(1);
    }

    @Test
    void whatComesDuringAStallWaitsBehindIt() {
        VirtualLine line = loss(0.5, 0.1, 0.9, 0.9);
        line.send(10);
        line.advance(50);
        line.send(20);
        line.advance(300);
        assertThat(line.arrivals).containsExactly(new Arrival(200, 10), new Arrival(200, 20));
    }

    @Test
    void withoutALossNothingIsHeld() {
        VirtualLine line = loss(0.5, 0.9, 0.9);
        line.send(10);
        assertThat(line.arrivals).containsExactly(new Arrival(0, 10));
    }

    @Test
    void theShareOfLostSegmentsIsTheOneAskedFor() {
        VirtualLine line = new VirtualLine(
                self -> new PacketLossDriver.Line(self.loop(), self.tally, 0.05, new SplittableRandom(1)));
        for (int i = 0; i < 10_000; i++) {
            line.send(1);
        }
        assertThat(line.tally.lost() / 10_000.0).isCloseTo(0.05, within(0.01));
    }

    @Test
    void bandwidthDeliversAChunkWhenItsLastByteIsSent() {
        VirtualLine line = bandwidth(1000);
        line.send(5); // 5 ms
        line.send(3); // 3 ms more
        line.advance(20);
        assertThat(line.arrivals).containsExactly(new Arrival(5, 5), new Arrival(8, 3));
    }

    @Test
    void anIdleLinkSavesNothingUp() {
        VirtualLine line = bandwidth(1000);
        line.advance(500);
        line.send(10);
        line.advance(20);
        assertThat(line.arrivals).containsExactly(new Arrival(510, 10));
    }

    @Test
    void longChunksArriveInParts() {
        VirtualLine line = bandwidth(1000);
        line.send(25);
        line.stage.end(End.FINISHED);
        line.advance(30);
        assertThat(line.arrivals)
                .containsExactly(new Arrival(10, 10), new Arrival(20, 10), new Arrival(25, 5), new Arrival(25, 0));
    }

    @Test
    void aReleasedStageHasPassedEverythingOnAtOnceInOrder() {
        for (VirtualLine line : List.of(latency(1000, 500, Distribution.UNIFORM), bandwidth(1), gate())) {
            line.send(new byte[] {1, 2, 3});
            line.send(new byte[] {4, 5});
            line.stage.end(End.FINISHED);
            line.stage.release();
            assertThat(line.content()).containsExactly(1, 2, 3, 4, 5);
            assertThat(line.arrivals).last().isEqualTo(new Arrival(0, 0));
            int before = line.arrivals.size();
            line.advance(2000);
            assertThat(line.arrivals).as("no timer is left behind").hasSize(before);
        }
    }

    @Test
    void whatIsDiscardedIsNotCountedAsDelivered() {
        VirtualLine line = latency(100, 0, Distribution.UNIFORM);
        line.send(1);
        line.advance(100);
        line.send(1);
        line.advance(10);
        line.stage.discard();
        line.advance(200);
        assertThat(line.arrivals).hasSize(1);
        assertThat(line.tally.meanWaitMillis()).isCloseTo(100, within(0.2));
    }

    @Test
    void aStageIsFullAtItsHighWaterMarkAndNoLongerWhenItHasPassedOn() {
        VirtualLine line = latency(10, 0, Distribution.UNIFORM);
        line.send((int) Stage.HIGH_WATER - 1);
        assertThat(line.stage.isFull()).isFalse();
        line.send(1);
        assertThat(line.stage.isFull()).isTrue();
        line.advance(11);
        assertThat(line.stage.isFull()).isFalse();
    }

    private static double[] singleDelays(Distribution distribution) {
        VirtualLine line = latency(100, 20, distribution);
        double[] delays = new double[1000];
        for (int i = 0; i < delays.length; i++) {
            double sent = line.now();
            line.send(1);
            line.advance(250);
            delays[i] = line.arrivals.get(i).atMillis() - sent;
        }
        Arrays.sort(delays);
        return delays;
    }

    private static VirtualLine latency(long delay, long jitter, Distribution distribution) {
        Latency fault =
                new Latency(Duration.ofMillis(delay), Duration.ofMillis(jitter), distribution, Direction.RESPONSES);
        return new VirtualLine(self -> new LatencyDriver.Line(self.loop(), self.tally, fault, new SplittableRandom(7)));
    }

    /** @param draws what the random source says, in order: below {@code loss} is a loss */
    private static VirtualLine loss(double loss, double... draws) {
        Iterator<Double> next = Arrays.stream(draws).iterator();
        RandomGenerator random = new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new UnsupportedOperationException();
            }

            @Override
            public double nextDouble() {
                return next.next();
            }
        };
        return new VirtualLine(self -> new PacketLossDriver.Line(self.loop(), self.tally, loss, random));
    }

    private static VirtualLine bandwidth(double rate) {
        return new VirtualLine(self -> new BandwidthDriver.Link(self.loop(), self.tally, rate));
    }

    private static VirtualLine gate() {
        return new VirtualLine(self -> new PartitionDriver.Gate(self.loop(), self.tally));
    }
}
