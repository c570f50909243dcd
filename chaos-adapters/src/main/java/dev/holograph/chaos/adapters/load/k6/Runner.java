package dev.holograph.chaos.adapters.load.k6;

import dev.holograph.chaos.adapters.cluster.Api;
import dev.holograph.chaos.slo.OutcomeSink;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.LoadPlan;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.LogWatch;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One pod that makes its share of a load: a thread of its own reads the clock of its node, and then follows what it
 * measures. It is a witness of its own.
 */
final class Runner {

    private static final int BUFFER = 256 * 1024;
    private static final Duration CLOCK_READ_WITHIN = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(300);

    /** k6 writes a row of {@code vus} each second: a connection that is silent for longer is dead. */
    private static final Duration SILENT_FOR = Duration.ofSeconds(5);

    private final int index;
    private final String shown;
    private final OutcomeSink sink;
    private final LoadPlan plan;
    private final boolean timings;
    private final int runners;
    private volatile @Nullable RunnerPod pod;
    private volatile @Nullable CsvRows rows;
    private volatile @Nullable RunnerLines lines;
    private volatile @Nullable RunnerClock clock;
    private volatile @Nullable LogWatch log;
    private volatile @Nullable String broken;
    private volatile boolean lost;
    private volatile long firstDueMicros = -1;
    private volatile long readAt;
    private final CompletableFuture<Void> over = new CompletableFuture<>();

    /**
     * @param index from 1
     * @param sink of this runner alone
     * @param timings whether its rows have the timings of requests
     */
    Runner(int index, int runners, OutcomeSink sink, LoadPlan plan, boolean timings) {
        this.index = index;
        this.shown = shown(index, runners, plan);
        this.sink = sink;
        this.plan = plan;
        this.timings = timings;
        this.runners = runners;
    }

    static String shown(int index, int runners, LoadPlan plan) {
        String load = plan.load().name();
        return "runner " + index + " of " + runners + (load.equals("load") ? "" : " of load '" + load + "'");
    }

    /** What messages call it, such as {@code runner 2 of 3}. */
    String shown() {
        return shown;
    }

    int index() {
        return index;
    }

    /** Takes what is known of its pod now. */
    void seen(RunnerPod now) {
        pod = now;
    }

    boolean hasBegun() {
        return pod != null;
    }

    /** Whether it has no pod yet or this one. Its Job may make another for one that is gone: no k6 is started there. */
    boolean mayBeIn(RunnerPod other) {
        RunnerPod own = pod;
        return own == null || own.name().equals(other.name());
    }

    /** Its pod is gone before the load is over: how its k6 ended, nobody will know. */
    void lost() {
        lost = true;
    }

    /** Begins to follow its pod. */
    void begin(RunnerPod first, TestRun testRun, Clock here) {
        pod = first;
        readAt = System.nanoTime();
        Thread reader = new Thread(() -> follow(first.name(), testRun, here), "chaos-k6-runner-" + index);
        reader.setDaemon(true);
        reader.start();
    }

    /** Done when nothing more will come of it. */
    CompletableFuture<Void> over() {
        return over;
    }

    /** When its first request was due, by this machine's clock; -1: none was. */
    long firstDueMicros() {
        return firstDueMicros;
    }

    /** Requests that were due; 0 before the first. */
    long due() {
        CsvRows now = rows;
        return now == null ? 0 : now.due();
    }

    private void follow(String name, TestRun testRun, Clock here) {
        try {
            RunnerLines read = observe(offset(name, testRun, here));
            do {
                read.again();
                readLog(name, testRun);
            } while (!read.isEnded() && goesOn(testRun));
        } catch (CsvRows.BadRowException e) {
            broken = e.getMessage() + "; the script must keep the k6 contract";
        } catch (DriverException e) {
            broken = e.getMessage();
        } catch (InterruptedException e) {
            broken = "nobody waited for its end";
        } catch (RuntimeException e) {
            broken = "what it measured cannot be read: " + e;
        } finally {
            over.complete(null);
        }
    }

    /** Its samples count from now on, by a clock that stands so to this machine's. */
    RunnerLines observe(RunnerClock offset) {
        OutcomeSink shifted = new ShiftedSink(sink, offset.aheadMicros());
        CsvRows made = new CsvRows(shifted, NamedRequests.of(plan.load().profile(), shifted), null, timings);
        if (plan.base().isSecure()) {
            made.bytesAreEncrypted();
        }
        RunnerLines read = new RunnerLines(made);
        clock = offset;
        rows = made;
        lines = read;
        return read;
    }

    /** Takes the next bytes of its log. */
    void take(byte[] bytes, int length) throws CsvRows.BadRowException {
        CsvRows made = Objects.requireNonNull(rows, "it is observed");
        Objects.requireNonNull(lines).read(bytes, length);
        if (made.firstDueMicros() >= 0) {
            firstDueMicros =
                    made.firstDueMicros() - Objects.requireNonNull(clock).aheadMicros();
        }
    }

    private static RunnerClock offset(String name, TestRun testRun, Clock here)
            throws DriverException, InterruptedException {
        CompletableFuture<RunnerClock> answer = new CompletableFuture<>();
        Thread asking = new Thread(
                () -> {
                    try {
                        answer.complete(RunnerClock.of(testRun.client(), testRun.namespace(), name, here));
                    } catch (DriverException | RuntimeException e) {
                        answer.completeExceptionally(e);
                    }
                },
                "chaos-k6-clock");
        asking.setDaemon(true);
        asking.start();
        try {
            return answer.get(CLOCK_READ_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new DriverException(
                    String.valueOf(Objects.requireNonNull(e.getCause()).getMessage()), e);
        } catch (TimeoutException e) {
            throw new DriverException(
                    "the clock of pod " + name + " was not read within " + CLOCK_READ_WITHIN.toSeconds()
                            + " s: its API server does not answer",
                    e);
        }
    }

    /** Reads its log to the end, or as long as the connection holds. */
    private void readLog(String name, TestRun testRun) throws CsvRows.BadRowException, InterruptedException {
        readAt = System.nanoTime();
        try (LogWatch watch = testRun.client()
                .pods()
                .inNamespace(testRun.namespace())
                .withName(name)
                .inContainer(TestRunSpec.SAMPLES)
                .watchLog()) {
            log = watch;
            InputStream in = watch.getOutput();
            byte[] buffer = new byte[BUFFER];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                readAt = System.nanoTime();
                take(buffer, length);
            }
        } catch (IOException | KubernetesClientException e) {
            Thread.sleep(PAUSE.toMillis()); // the connection is lost; there may be another
        } finally {
            log = null;
        }
    }

    /** Whether its log may have more. */
    private boolean goesOn(TestRun testRun) throws DriverException, InterruptedException {
        String name = pod == null ? "" : pod.name();
        var now = Api.call("pod " + name + " cannot be read", () -> testRun.client()
                .pods()
                .inNamespace(testRun.namespace())
                .withName(name)
                .get());
        if (now == null) {
            lost();
            return false;
        }
        pod = new RunnerPod(now);
        boolean isAlive = new RunnerPod(now).isRunning(TestRunSpec.SAMPLES);
        if (isAlive) {
            Thread.sleep(PAUSE.toMillis());
        }
        return isAlive;
    }

    /** Takes another connection where this one has been silent for too long. */
    void look() {
        LogWatch watch = log;
        if (watch != null && firstDueMicros >= 0 && System.nanoTime() - readAt > SILENT_FOR.toNanos()) {
            readAt = System.nanoTime();
            watch.close();
        }
    }

    /** Takes no more. */
    void cut() {
        LogWatch watch = log;
        if (watch != null) {
            watch.close();
        }
    }

    /** What makes the figures less certain, a sentence each. */
    List<String> warnings() {
        CsvRows read = rows;
        return read == null
                ? List.of()
                : read.warnings().stream()
                        .map(warning -> shown + ": " + warning)
                        .toList();
    }

    /** What the report says of it. */
    String note(long firstOfAllMicros) {
        CsvRows read = rows;
        RunnerPod where = pod;
        if (read == null || where == null) {
            return shown + " has not run";
        }
        return String.format(
                Locale.ROOT,
                "%s, pod %s on %s: %d requests, %d outcomes, %d acknowledgements; it began %.0f ms after the first; its"
                        + " clock is %s",
                shown,
                where.name(),
                where.node(),
                read.due(),
                read.outcomes(),
                read.acknowledged(),
                (firstDueMicros - firstOfAllMicros) / 1e3,
                clock);
    }

    /**
     * Why it is no witness; empty if it is one.
     *
     * @param early whether the load was ended before its time: then what came last does not matter
     */
    Optional<String> problem(long firstOfAllMicros, boolean early) {
        return new RunnerCheck(pod, rows, lines, clock, broken, lost, firstDueMicros, runners)
                .problem(firstOfAllMicros, early)
                .map(why -> name() + ": " + why);
    }

    private String name() {
        RunnerPod where = pod;
        return where == null ? shown : shown + " (pod " + where.name() + " on " + where.node() + ")";
    }
}
