package dev.holograph.chaos.adapters.load.k6;

import dev.holograph.chaos.scenario.ArrivalModel;
import dev.holograph.chaos.scenario.Load;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.slo.LatencyBounds;
import dev.holograph.chaos.slo.OutcomeSink;
import dev.holograph.chaos.slo.SeriesRecorder;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.HttpAddress;
import dev.holograph.chaos.spi.LoadPlan;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Merges the samples of four runners in one thread, from the lines of their logs to one sink: rows for each second of its
 * CPU time, bytes allocated for each row, and the live heap, after each pass of one long load. A pass is made beforehand, and
 * its making is not measured.
 */
public final class MergeBenchmark {

    private static final int RUNNERS = 4;

    /** Of all runners together. */
    private static final int REQUESTS_PER_SECOND = 10_000;

    private static final long START = 1_755_781_200_000_000L;
    private static final int BUFFER = 256 * 1024;

    private MergeBenchmark() {}

    /** A runner's log, as follow.sh writes it. */
    private static final class Log {

        private final int index;
        private long lines;
        private long second;

        Log(int index) {
            this.index = index;
        }

        byte[] next(int seconds) {
            StringBuilder text = new StringBuilder();
            if (lines == 0) {
                line(text, "metric_name,timestamp,metric_value,proto,scenario,extra_tags,metadata");
            }
            for (long end = second + seconds; second < end; second++) {
                long from = START + second * 1_000_000;
                line(text, "vus," + from + ",10.000000,,,instance_id=" + index + "&testrun_name=chaos-run,");
                for (int i = index; i < REQUESTS_PER_SECOND; i += RUNNERS) {
                    long due = from + i * (1_000_000L / REQUESTS_PER_SECOND);
                    String metadata = ",chaos,due=" + due / 1_000 + "." + String.format("%03d", due % 1_000);
                    line(text, "chaos_due," + (due + 400) + ",1.000000," + metadata);
                    line(text, "chaos_failed," + (due + 2_000 + i) + ",0.000000," + metadata + "&outcome=ok");
                }
            }
            return text.toString().getBytes(StandardCharsets.US_ASCII);
        }

        private void line(StringBuilder text, String row) {
            text.append(++lines).append(' ').append(row).append('\n');
        }
    }

    /** Arguments: {@code counting} or {@code recording}, seconds of load in each pass, passes. */
    public static void main(String[] arguments) throws Exception {
        boolean isRecording = arguments[0].equals("recording");
        int seconds = Integer.parseInt(arguments[1]);
        int passes = Integer.parseInt(arguments[2]);
        CountingSink counting = new CountingSink();
        OutcomeSink sink = isRecording
                ? new SeriesRecorder(LatencyBounds.of(250_000, 1_000_000), 10_000_000).forLoad("load")
                : counting;
        List<Runner> runners = new ArrayList<>();
        List<Log> logs = new ArrayList<>();
        for (int i = 1; i <= RUNNERS; i++) {
            Runner runner = new Runner(i, RUNNERS, sink.forRunner("runner " + i + " of " + RUNNERS), plan(), false);
            runner.observe(new RunnerClock(i * 100L, 1_000));
            runners.add(runner);
            logs.add(new Log(i - 1));
        }
        long rows = (long) seconds * (2 * REQUESTS_PER_SECOND + RUNNERS);
        PassMeter meter = new PassMeter();
        for (int pass = 1; pass <= passes; pass++) {
            List<byte[]> pieces = new ArrayList<>();
            for (Log log : logs) {
                pieces.add(log.next(seconds));
            }
            meter.begin();
            merge(pieces, runners);
            meter.end();
            pieces.clear();
            meter.print(rows);
        }
        long expected = (long) seconds * REQUESTS_PER_SECOND * passes;
        long came = runners.stream().mapToLong(Runner::due).sum();
        boolean areCounted = isRecording || (counting.dues == expected && counting.outcomes == expected);
        if (came != expected || !areCounted) {
            throw new IllegalStateException("not every row was read: " + came + " of " + expected);
        }
    }

    /** In turns, a buffer of each, as the four come over the network. */
    private static void merge(List<byte[]> pieces, List<Runner> runners) throws Exception {
        byte[] buffer = new byte[BUFFER];
        for (int from = 0, more = 1; more > 0; from += BUFFER) {
            more = 0;
            for (int i = 0; i < RUNNERS; i++) {
                int length = Math.min(BUFFER, pieces.get(i).length - from);
                if (length > 0) {
                    System.arraycopy(pieces.get(i), from, buffer, 0, length);
                    runners.get(i).take(buffer, length);
                    more++;
                }
            }
        }
    }

    private static LoadPlan plan() {
        Profile profile = new Profile.Http("shop", "GET", "/", Map.of(), null, "2xx", null, 0);
        Location here = new Location("benchmark.yaml", 1, 1);
        ArrivalModel arrivals = new ArrivalModel.Open(REQUESTS_PER_SECOND, 100);
        Load load = new Load("load", profile, arrivals, Duration.ofSeconds(10), null, here);
        Path folder = Path.of("");
        return new LoadPlan(
                "run", load, new HttpAddress(new Endpoint("shop.example", 80)), Duration.ofHours(1), folder, folder);
    }
}
