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

    /** 2^64 divided by the golden ratio: neighbouring buckets go to places far apart. */
    private static final long SCATTER = 0x9E3779B97F4A7C15L;

    /** By the hash of the bucket, the next free place where that is taken; a place whose count is 0 is free. */
    private long[] buckets = new long[16];

    private long[] counts = new long[16];
    private int size;

    void record(long micros) {
        record(micros, 1);
    }

    private void record(long micros, long times) {
        long bucket = bucket(micros);
        int at = place(bucket);
        if (counts[at] == 0) {
            buckets[at] = bucket;
            size++;
        }
        counts[at] += times;
        if (size * 2 > buckets.length) {
            grow();
        }
    }

    void addTo(Histogram histogram) {
        for (int i = 0; i < buckets.length; i++) {
            if (counts[i] != 0) {
                histogram.recordValueWithCount(buckets[i], counts[i]);
            }
        }
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
                long bucket = histogram.lowestEquivalentValue(value.getValueIteratedTo());
                latencies.record(bucket, value.getCountAtValueIteratedTo());
            }
        } catch (DataFormatException | RuntimeException e) { // HdrHistogram does not say what damage makes it throw
            throw new IllegalArgumentException("this is no compressed HdrHistogram: " + e.getMessage(), e);
        }
        return latencies;
    }

    /** The smallest value that an HdrHistogram of three digits does not tell from this one. */
    private static long bucket(long micros) {
        int width = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(micros) - KEPT_BITS);
        return micros >> width << width;
    }

    private int place(long bucket) {
        int mask = buckets.length - 1;
        int at = (int) ((bucket * SCATTER) >>> 32) & mask;
        while (counts[at] != 0 && buckets[at] != bucket) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private void grow() {
        long[] oldBuckets = buckets;
        long[] oldCounts = counts;
        buckets = new long[oldBuckets.length * 2];
        counts = new long[oldCounts.length * 2];
        for (int i = 0; i < oldBuckets.length; i++) {
            if (oldCounts[i] != 0) {
                int at = place(oldBuckets[i]);
                buckets[at] = oldBuckets[i];
                counts[at] = oldCounts[i];
            }
        }
    }
}
