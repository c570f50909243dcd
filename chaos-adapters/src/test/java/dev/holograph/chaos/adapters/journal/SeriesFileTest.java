package dev.holograph.chaos.adapters.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.slo.SeriesRecorder;
import dev.holograph.chaos.slo.Thresholds;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeriesFileTest {

    private static final long SECOND = 1_000_000;
    private static final long START = 1_700_000_000 * SECOND;

    @TempDir
    private Path folder;

    @Test
    void eachTenthOfASecondIsARowWithExactCountsAndAHistogram() throws Exception {
        SeriesRecorder recorder = new SeriesRecorder(Thresholds.of(500_000), 10 * SECOND);
        answered(recorder, START, Outcome.OK, 20_000);
        answered(recorder, START + 50_000, Outcome.OK, 600_000);
        answered(recorder, START + 99_999, Outcome.FAILED, 1_000);
        answered(recorder, START + 300_000, Outcome.TIMED_OUT, 10 * SECOND);
        Path file = folder.resolve("series.csv");

        SeriesFile.write(file, recorder.finish(START + 60 * SECOND));

        List<String> lines = Files.readAllLines(file);
        assertThat(lines.get(0))
                .isEqualTo("start_us,due,ok,failed,timed_out,unsent,at_least_500000_us,undecided_500000_us,latencies");
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1)).startsWith(START + ",3,2,1,0,0,1,0,");
        assertThat(lines.get(2)).startsWith(START + 300_000 + ",1,0,0,1,0,1,0,");
        Histogram latencies = histogram(lines.get(1));
        assertThat(latencies.getTotalCount()).isEqualTo(2);
        assertThat(latencies.valuesAreEquivalent(latencies.getMaxValue(), 600_000))
                .isTrue();
    }

    private static Histogram histogram(String line) throws Exception {
        byte[] bytes = Base64.getDecoder().decode(line.substring(line.lastIndexOf(',') + 1));
        return Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(bytes), 0);
    }

    private static void answered(SeriesRecorder recorder, long due, Outcome outcome, long latency) {
        recorder.due(due);
        recorder.outcome(due, outcome, latency);
    }
}
