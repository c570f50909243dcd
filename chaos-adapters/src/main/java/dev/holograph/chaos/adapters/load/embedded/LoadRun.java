package dev.holograph.chaos.adapters.load.embedded;

import dev.holograph.chaos.scenario.ArrivalModel;
import dev.holograph.chaos.slo.OutcomeSink;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.RunningLoad;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A load from its first due request to its last outcome. All but {@link #stop} happens on its event loop. */
final class LoadRun implements RunningLoad {

    /** Collects why the load did not go as planned; the first reason counts. */
    static final class Problem implements Consumer<String> {

        private @Nullable String first;

        @Override
        public void accept(String problem) {
            if (first == null) {
                first = problem;
            }
        }

        @Nullable String first() {
            return first;
        }
    }

    /** How long the first request may wait for the connections; a system that is not there shall fail, not delay, it. */
    private static final long OPEN_MILLIS = 2_000;

    private static final long TICK_MILLIS = 10;
    private static final long HEARTBEAT_NANOS = Duration.ofMillis(250).toNanos();

    private final EventLoop loop;
    private final OutcomeSink sink;
    private final WallClock wall;
    private final Requests requests;
    private final Transport transport;
    private final CompletableFuture<Instant> firstDue = new CompletableFuture<>();
    private final CompletableFuture<End> ended = new CompletableFuture<>();
    private final Problem problem;
    private final AtomicBoolean wakePending = new AtomicBoolean();
    private @Nullable ArrivalSchedule dues;
    private @Nullable Pacer pacer;
    private long lastBeat;
    private boolean begun;
    private boolean over;

    LoadRun(EventLoop loop, OutcomeSink sink, WallClock wall, Requests requests, Transport transport, Problem problem) {
        this.loop = loop;
        this.sink = sink;
        this.wall = wall;
        this.requests = requests;
        this.transport = transport;
        this.problem = problem;
        requests.listener((request, lost) -> {
            if (dues != null) {
                dues.settled(request.lane, System.nanoTime(), lost);
            }
        });
    }

    @Override
    public CompletableFuture<Instant> firstDue() {
        return firstDue;
    }

    @Override
    public CompletableFuture<End> ended() {
        return ended;
    }

    /** Opens the connections, and begins the schedule when each has been tried once. From any thread. */
    void begin(ArrivalModel arrivals, Duration length) {
        Runnable schedule = () -> guarded(() -> schedule(arrivals, length));
        loop.execute(() -> guarded(() -> {
            transport.open().thenRun(schedule);
            loop.schedule(schedule, OPEN_MILLIS, TimeUnit.MILLISECONDS);
        }));
    }

    private void schedule(ArrivalModel arrivals, Duration length) {
        if (begun || over) { // over: stopped before it began
            return;
        }
        begun = true;
        long start = System.nanoTime();
        if (arrivals instanceof ArrivalModel.Open open) {
            OpenArrivalSchedule schedule = new OpenArrivalSchedule(open, start, length, this::due);
            dues = schedule;
            pacer = Pacer.start(schedule, this::wake);
        } else {
            dues = new ClosedArrivalSchedule((ArrivalModel.Closed) arrivals, start, length, this::due, this::wakeAt);
        }
        lastBeat = start;
        sink.heartbeat(wall.micros(start));
        tick();
    }

    /**
     * Ends it at once. What is overdue gets its outcome; what is younger gets none, and the series leaves it out, since
     * nobody knows: who presses Ctrl-C must not find requests counted as failures of the system.
     */
    @Override
    public void stop(Deadline deadline) {
        if (ended.isDone()) {
            return;
        }
        loop.execute(this::end);
        boolean interrupted = false;
        while (true) {
            try {
                ended.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (TimeoutException e) {
                ended.complete(new End("the built-in load engine did not stop in time: its event loop is stuck"));
                break;
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void due(long due, int lane) {
        Request request = requests.due(due, lane);
        if (request.number == 0) {
            firstDue.complete(wall.instant(due));
        }
        transport.send(request);
    }

    /** From the pacer's thread. One task in the loop's queue is enough, however far the loop is behind. */
    private void wake() {
        if (wakePending.compareAndSet(false, true)) {
            loop.execute(() -> {
                wakePending.set(false);
                guarded(this::release);
            });
        }
    }

    private void wakeAt(long nanos) {
        loop.schedule(() -> guarded(this::release), nanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private void release() {
        if (!over && dues != null) {
            dues.release(System.nanoTime());
        }
    }

    private void tick() {
        if (over || dues == null) {
            return;
        }
        requests.giveUpOverdue();
        release();
        long now = System.nanoTime();
        if (now - lastBeat >= HEARTBEAT_NANOS) {
            lastBeat = now;
            sink.heartbeat(wall.micros(now));
        }
        if (dues.over(now) && requests.noneOpen()) {
            end();
        } else {
            loop.schedule(() -> guarded(this::tick), TICK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** A fault of the engine itself ends the load with its reason; an event loop would only log it. */
    private void guarded(Runnable part) {
        try {
            part.run();
        } catch (RuntimeException | Error e) {
            problem.accept("the built-in load engine failed, which is a fault of its own: " + e);
            end();
        }
    }

    private void end() {
        if (over) {
            return;
        }
        over = true;
        dues = null; // what closing the connections tears off makes nothing due
        if (pacer != null) {
            pacer.stop();
        }
        requests.giveUpOverdue();
        requests.forgetOpen();
        transport.close();
        firstDue.completeExceptionally(new DriverException("the load ended before its first request was due"));
        ended.complete(new End(problem.first()));
    }
}
