package dev.holograph.chaos.slo;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * Latencies to three significant digits, in the buckets of an HdrHistogram. Only buckets that hold something are kept:
 * a tenth of a second fills few of the 14,000, and adding up dense histograms took half a millisecond for each cell.
 */
final class Latencies {

    /** What is shown is within 0.1 %; what is decided is counted exactly. */
    static final int DIGITS = 3;

    /** A bucket is as wide as the value's bits beyond the first eleven: 2^11 is the first power above 2 · 10^3. */
    private static final int KEPT_BITS = 11;

    private final SparseCounts buckets = new SparseCounts();

    void record(long micros) {
        buckets.add(bucket(micros), 1);
    }

    void addTo(Histogram histogram) {
        buckets.forEach((bucket, times) -> histogram.recordValueWithCount(least((int) bucket), times));
    }

    /** How many are in each {@link #bucket}. */
    SparseCounts counts() {
        return buckets;
    }

    /** As a compressed HdrHistogram of microseconds. */
    byte[] encoded() {
        Histogram histogram = new Histogram(DIGITS);
        addTo(histogram);
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        return Arrays.copyOf(buffer.array(), length);
    }

    /** What {@link #encoded} has written; nothing for no bytes. */
    static Latencies decode(byte[] encoded) {
        Latencies latencies = new Latencies();
        if (encoded.length == 0) {
            return latencies;
        }
        try {
            Histogram histogram = Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(encoded), 0);
            for (HistogramIterationValue value : histogram.recordedValues()) {
                latencies.buckets.add(bucket(value.getValueIteratedTo()), value.getCountAtValueIteratedTo());
            }
        } catch (DataFormatException | RuntimeException e) { // HdrHistogram does not say what damage makes it throw
            throw new IllegalArgumentException("this is no compressed HdrHistogram: " + e.getMessage(), e);
        }
        return latencies;
    }

    /**
     * The number of a latency's bucket, in the order of latencies: those have the same that an HdrHistogram of three
     * digits does not tell apart.
     */
    static int bucket(long micros) {
        int width = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(micros) - KEPT_BITS);
        return (width << KEPT_BITS - 1) + (int) (micros >> width);
    }

    /** The smallest latency of a bucket, in microseconds. */
    static long least(int bucket) {
        int width = Math.max(0, (bucket >> KEPT_BITS - 1) - 1);
        return (long) (bucket - (width << KEPT_BITS - 1)) << width;
    }

    /** The greatest latency of a bucket, in microseconds. */
    static long greatest(int bucket) {
        return least(bucket + 1) - 1;
    }
}
