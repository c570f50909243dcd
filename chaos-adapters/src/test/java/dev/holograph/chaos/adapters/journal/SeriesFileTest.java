package dev.holograph.chaos.adapters.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.slo.Acknowledgements;
import dev.holograph.chaos.slo.LatencyBounds;
import dev.holograph.chaos.slo.Metrics;
import dev.holograph.chaos.slo.OutcomeSink;
import dev.holograph.chaos.slo.Series;
import dev.holograph.chaos.slo.SeriesRecorder;
import dev.holograph.chaos.slo.Window;
import dev.holograph.chaos.slo.Witnesses;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
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
        SeriesRecorder recorder = new SeriesRecorder(LatencyBounds.of(500_000), 10 * SECOND);
        answered(recorder, START, Outcome.OK, 20_000);
        answered(recorder, START + 50_000, Outcome.OK, 600_000);
        answered(recorder, START + 99_999, Outcome.FAILED, 1_000);
        answered(recorder, START + 300_000, Outcome.TIMED_OUT, 10 * SECOND);
        Path file = folder.resolve("series.csv");

        SeriesFile.write(file, recorder.finish(START + 60 * SECOND));

        List<String> lines = Files.readAllLines(file);
        assertThat(lines.get(0))
                .isEqualTo(
                        "start_us,due,ok,failed,timed_out,unsent,latency_sum_us,moved,border_due,border_ok,at_least_500000_us,undecided_500000_us,latencies");
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1)).startsWith(START + ",3,2,1,0,0,620000,0,0,0,1,0,");
        assertThat(lines.get(2)).startsWith(START + 300_000 + ",1,0,0,1,0,10000000,0,0,0,1,0,");
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
        recorder.forLoad("load").due(due);
        recorder.forLoad("load").outcome(due, outcome, latency);
    }

    private record Request(int at, Outcome outcome, long latency, boolean answered) {}

    @Provide
    Arbitrary<Request> requests() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 5_000_000),
                        Arbitraries.of(Outcome.class),
                        Arbitraries.longs().between(0, 20 * SECOND),
                        Arbitraries.of(true, true, true, false))
                .as(Request::new);
    }

    /** Whatever was recorded, what is read is no different in anything that can be asked of it. */
    @Property(tries = 200)
    void whatIsReadIsWhatWasWritten(
            @ForAll @Size(max = 60) List<@From("requests") Request> requests,
            @ForAll @Size(max = 4) List<@LongRange(min = 1, max = 20_000_000) Long> bounds,
            @ForAll @IntRange(max = 12) int endsAfterSeconds)
            throws Exception {
        SeriesRecorder recorder = new SeriesRecorder(
                LatencyBounds.of(bounds.stream().mapToLong(Long::longValue).toArray()), 3 * SECOND);
        OutcomeSink load = recorder.forLoad("load");
        recorder.injecting("fault", true, () -> Window.instant(START + 4 * SECOND));
        for (Request request : requests) {
            load.due(START + request.at);
            if (request.answered) {
                load.outcome(START + request.at, request.outcome, request.latency);
                load.acknowledged("id," + request.at + "\n\"", START + request.at + request.latency);
            }
            load.heartbeat(START + request.at);
        }
        Series written = recorder.finish(START + endsAfterSeconds * SECOND);
        Path file = Files.createTempFile("series", ".csv");
        Path acknowledged = Files.createTempFile("acknowledged", ".ndjson");
        try {
            SeriesFile.write(file, written);
            AcknowledgedFile.write(acknowledged, written.acknowledgements());

            Series read =
                    SeriesFile.read(file, AcknowledgedFile.read(acknowledged), written.witnesses(), Metrics.none());

            assertThat(read.rows()).usingRecursiveComparison().isEqualTo(written.rows());
            assertThat(read.bounds()).isEqualTo(written.bounds());
            assertThat(read.whole()).isEqualTo(written.whole());
            assertThat(read.seconds()).isEqualTo(written.seconds());
            assertThat(read.witnesses()).isEqualTo(written.witnesses());
            assertThat(read.acknowledgements()).isEqualTo(written.acknowledgements());
        } finally {
            Files.delete(file);
            Files.delete(acknowledged);
        }
    }

    private String whatIsSaidOf(List<String> lines) throws IOException {
        Path file = folder.resolve("series.csv");
        Files.write(file, lines);
        try {
            SeriesFile.read(file, Acknowledgements.none(), Witnesses.none(), Metrics.none());
            return "nothing";
        } catch (IOException e) {
            return String.valueOf(e.getMessage()).replace(folder + "/", "");
        }
    }

    /** Such as that of a clock's offset: {@code min(clock_offset) > -50ms}. */
    @Test
    void aBoundBelowZeroIsReadBack() throws Exception {
        SeriesRecorder recorder = new SeriesRecorder(LatencyBounds.of(-49_999, 500_000), 10 * SECOND);
        answered(recorder, START, Outcome.OK, 20_000);
        SeriesFile.write(folder.resolve("series.csv"), recorder.finish(START + 60 * SECOND));

        assertThat(whatIsSaidOf(Files.readAllLines(folder.resolve("series.csv"))))
                .isEqualTo("nothing");
    }

    @Test
    void aDamagedFileIsToldInOneMessageWithItsLine() throws Exception {
        SeriesRecorder recorder = new SeriesRecorder(LatencyBounds.of(500_000), 10 * SECOND);
        answered(recorder, START, Outcome.OK, 20_000);
        answered(recorder, START + 300_000, Outcome.OK, 20_000);
        SeriesFile.write(folder.resolve("series.csv"), recorder.finish(START + 60 * SECOND));
        List<String> good = Files.readAllLines(folder.resolve("series.csv"));
        String header = good.get(0);
        String row = good.get(1);
        String last = good.get(2);

        assertThat(whatIsSaidOf(good)).isEqualTo("nothing");
        assertThat(whatIsSaidOf(List.of()))
                .startsWith("series.csv:1: the file is damaged: this is no series of this version");
        assertThat(whatIsSaidOf(List.of("a,b", row))).startsWith("series.csv:1: ");
        assertThat(whatIsSaidOf(List.of(header.replace("_500000_us,l", "_400000_us,l"), row)))
                .startsWith("series.csv:1: ")
                .endsWith("a column that no series has");
        assertThat(whatIsSaidOf(List.of(header, row, last.substring(0, 30))))
                .startsWith("series.csv:3: ")
                .contains("fields where there should be 13");
        assertThat(whatIsSaidOf(List.of(header, row, last.substring(0, last.length() - 8))))
                .startsWith("series.csv:3: ");
        assertThat(whatIsSaidOf(List.of(header, row.replaceFirst(",1,1,", ",1,one,"), last)))
                .isEqualTo("series.csv:2: the file is damaged: 'one' is no count");
        assertThat(whatIsSaidOf(List.of(header, last, row))).contains("cannot stand where it stands");
        assertThat(whatIsSaidOf(List.of(header, row, "9" + last))).contains("cannot stand where it stands");
    }
}
