package dev.holograph.chaos.slo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.DataFormatException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.HdrHistogram.Histogram;

class LatenciesTest {

    @Property
    void areNoOtherThanAHistogramsOwn(
            @ForAll @Size(max = 200) List<@LongRange(min = 0, max = 4_000_000_000L) Long> micros)
            throws DataFormatException {
        Latencies latencies = new Latencies();
        Histogram expected = new Histogram(Latencies.DIGITS);
        for (long one : micros) {
            latencies.record(one);
            if (one % 5 == 0) {
                latencies.counts().settle(); // more may come
            }
            expected.recordValue(one);
        }
        Histogram found = new Histogram(Latencies.DIGITS);
        latencies.addTo(found);
        for (double percentile : new double[] {0, 1, 50, 90, 95, 99, 99.9, 100}) {
            assertThat(found.getValueAtPercentile(percentile)).isEqualTo(expected.getValueAtPercentile(percentile));
        }
        assertThat(found.getTotalCount()).isEqualTo(micros.size());
        for (long one : micros) {
            assertThat(Latencies.least(Latencies.bucket(one))).isEqualTo(expected.lowestEquivalentValue(one));
        }

        Histogram read = Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(latencies.encoded()), 0);
        assertThat(read.getTotalCount()).isEqualTo(micros.size());
        assertThat(read.getValueAtPercentile(95)).isEqualTo(expected.getValueAtPercentile(95));
    }
}
