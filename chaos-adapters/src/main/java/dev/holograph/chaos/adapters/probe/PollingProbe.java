package dev.holograph.chaos.adapters.probe;

import dev.holograph.chaos.scenario.Probe;
import dev.holograph.chaos.slo.MetricSink;
import dev.holograph.chaos.slo.Window;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.ProbeProvider.RunningProbe;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Queries at an interval and passes the samples on. One thread keeps the time, another one waits for the answers: some clients
 * cannot be interrupted. Such a one is left alone when its time is over, and no query is sent until it comes back.
 */
public final class PollingProbe implements RunningProbe {

    /** Long enough for classes to be loaded and a connection to be made on a busy machine. */
    private static final Duration REHEARSES_WITHIN = Duration.ofSeconds(3);

    private final Probe probe;
    private final ProbeClient asking;
    private final MetricSink sink;
    private final Clock clock;
    private final Consumer<String> progress;
    private final ScheduledExecutorService timer;
    private final ExecutorService worker;
    private final AtomicBoolean asks = new AtomicBoolean();
    private boolean hasToldFailure;
    private boolean hasToldNumber;
    private volatile boolean stopped;

    private PollingProbe(Probe probe, ProbeClient asking, MetricSink sink, Clock clock, Consumer<String> progress) {
        this.probe = probe;
        this.asking = asking;
        this.sink = sink;
        this.clock = clock;
        this.progress = progress;
        ThreadFactory threads = task -> {
            Thread thread = new Thread(task, "chaos-probe-" + probe.name());
            thread.setDaemon(true);
            return thread;
        };
        this.timer = Executors.newSingleThreadScheduledExecutor(threads);
        this.worker = Executors.newSingleThreadExecutor(threads);
    }

    /**
     * Asks at once and then every so often. The first time of a client takes longer than any other, which says nothing of
     * the target: so there is one query before, of which nothing is recorded.
     */
    public static PollingProbe start(
            Probe probe, ProbeClient asking, MetricSink sink, Clock clock, Consumer<String> progress) {
        PollingProbe running = new PollingProbe(probe, asking, sink, clock, progress);
        running.rehearse();
        running.timer.scheduleAtFixedRate(running::turn, 0, probe.every().toNanos(), TimeUnit.NANOSECONDS);
        return running;
    }

    @Override
    public void stop(Deadline deadline) {
        stopped = true;
        timer.shutdownNow();
        worker.shutdownNow();
        asking.drop();
    }

    private void rehearse() {
        Future<Double> answer = worker.submit(() -> ask(REHEARSES_WITHIN));
        try {
            answer.get(REHEARSES_WITHIN.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            asking.drop();
        } catch (ExecutionException e) {
            // The first query that counts will tell of it.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the run ends
        }
    }

    private void turn() {
        long at = Window.micros(clock.instant());
        long start = System.nanoTime();
        if (asks.get()) {
            silent(at); // the last question has still not come back
            return;
        }
        Future<Double> answer = worker.submit(() -> ask(probe.timeout()));
        try {
            double number = answer.get(probe.timeout().toNanos(), TimeUnit.NANOSECONDS);
            answered(at, start);
            tell(probe.value(), at, number);
        } catch (TimeoutException e) {
            answer.cancel(true);
            asking.drop();
            silent(at);
        } catch (ExecutionException e) {
            failed(Objects.requireNonNullElse(e.getCause(), e), at, start);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // stopped
        }
    }

    private double ask(Duration within) throws Exception {
        asks.set(true);
        try {
            double number = asking.ask(within);
            if (Double.isNaN(number) || Double.isInfinite(number)) {
                throw new NoNumberException("the answer is not a number, or has no limit");
            }
            return number;
        } finally {
            asks.set(false);
        }
    }

    private void answered(long at, long start) {
        tell(probe.ok(), at, 1);
        tell(probe.latency(), at, (System.nanoTime() - start) / 1e6);
    }

    /** It took at least this long. */
    private void silent(long at) {
        tell(probe.ok(), at, 0);
        tell(probe.latency(), at, probe.timeout().toMillis());
    }

    private void failed(Throwable why, long at, long start) {
        if (why instanceof NoNumberException) {
            answered(at, start);
            if (!hasToldNumber && !stopped) {
                hasToldNumber = true;
                progress.accept("probe " + probe.name() + ": " + why.getMessage() + "; " + probe.value()
                        + " has no data where that is so");
            }
            return;
        }
        tell(probe.ok(), at, 0);
        if (!hasToldFailure && !stopped) {
            hasToldFailure = true;
            // Of what nobody foresaw, not the message: it may hold a secret.
            String words = why instanceof DriverException
                    ? String.valueOf(why.getMessage())
                    : why.getClass().getName();
            progress.accept("probe " + probe.name() + ": " + words);
        }
    }

    private void tell(String metric, long at, double value) {
        if (!stopped) {
            sink.sample(metric, Map.of(), at, value);
        }
    }
}
