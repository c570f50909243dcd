package dev.holograph.chaos.adapters.process;

import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.ServiceControl;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one service running: when its process ends, it is started again after a pause, as a Deployment would.
 *
 * <p>Guards against the race of a stop with a restart that is under way: both hold one lock, and after the stop nothing
 * is started any more.
 */
public final class Supervisor implements ServiceControl {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(300);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** A process that has run so long is no crash loop: its restart waits the first pause again. */
    private static final Duration SETTLED = Duration.ofSeconds(5);

    private final Launcher launcher;
    private final ChildSpec spec;
    private final Endpoint direct;
    private final boolean restart;
    private final ScheduledExecutorService scheduler;
    private final Consumer<String> progress;

    private @Nullable Child child;
    private Supplier<Optional<String>> readiness = Optional::empty;
    private boolean keeping;
    private boolean stopping;
    private int restarts;
    private long startedAt;
    private Duration pause = FIRST_PAUSE;
    private final Set<Child> killed = new HashSet<>();
    private int ends;
    private int lastCode;

    /**
     * @param direct where the service listens
     * @param restart whether a process that ended is started again
     * @param scheduler runs the restarts
     * @param progress takes a line for each end and restart
     */
    public Supervisor(
            Launcher launcher,
            ChildSpec spec,
            Endpoint direct,
            boolean restart,
            ScheduledExecutorService scheduler,
            Consumer<String> progress) {
        this.launcher = launcher;
        this.spec = spec;
        this.direct = direct;
        this.restart = restart;
        this.scheduler = scheduler;
        this.progress = progress;
    }

    /** Starts a process. Its end is nobody's concern until {@link #keepRunning}. */
    public synchronized Child start() throws DriverException {
        if (stopping) {
            throw new DriverException(spec.name() + " has been stopped");
        }
        Child started = launcher.start(spec);
        child = started;
        startedAt = System.nanoTime();
        if (keeping) {
            watch(started);
        }
        return started;
    }

    /** @param problem why it cannot be used while its process runs; empty if it can */
    public synchronized void readyBy(Supplier<Optional<String>> problem) {
        readiness = problem;
    }

    /** From now on its end is reported, and it is started again if that is wanted; also if it has ended already. */
    public synchronized void keepRunning() {
        keeping = true;
        if (child != null) {
            watch(child);
        }
    }

    private void watch(Child which) {
        which.ended().thenAccept(code -> ended(which, code));
    }

    private synchronized void ended(Child which, int code) {
        if (stopping || which != child) {
            return;
        }
        if (!killed.remove(which)) {
            ends++;
            lastCode = code;
        }
        String what = spec.name() + " (pid " + which.pid() + ") ended with exit code " + code;
        if (!restart) {
            progress.accept(what + "; it is not started again (restart: never)");
            return;
        }
        boolean settled = System.nanoTime() - startedAt > SETTLED.toNanos();
        pause = settled ? FIRST_PAUSE : pause;
        progress.accept(what + "; it is started again in " + pause.toMillis() + " ms");
        schedule();
    }

    private void schedule() {
        scheduler.schedule(this::again, pause.toMillis(), TimeUnit.MILLISECONDS);
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    private synchronized void again() {
        if (stopping) {
            return;
        }
        try {
            start();
            restarts++;
        } catch (DriverException e) {
            progress.accept(e.getMessage());
            schedule();
        }
    }

    @Override
    public String name() {
        return spec.name();
    }

    /** Where its processes print to. */
    public Path log() {
        return spec.log();
    }

    @Override
    public Endpoint direct() {
        return direct;
    }

    @Override
    public synchronized long pid() {
        return child != null && child.isAlive() ? child.pid() : 0;
    }

    @Override
    public synchronized int restarts() {
        return restarts;
    }

    @Override
    public Optional<String> problem() {
        Supplier<Optional<String>> ready;
        synchronized (this) {
            ready = readiness;
        }
        if (pid() != 0) {
            return ready.get();
        }
        return restart ? Optional.of("no process of '" + name() + "' runs") : Optional.empty();
    }

    /** How often it has ended by itself since this was last called, in words; empty: it has not. */
    public synchronized Optional<String> unexpectedEnds() {
        if (ends == 0) {
            return Optional.empty();
        }
        String times = ends == 1 ? "" : ends + " times, last";
        String now = pid() != 0 ? "it runs again now" : "it does not run now";
        ends = 0;
        return Optional.of("service '" + name() + "' ended by itself" + (times.isEmpty() ? "" : " " + times)
                + " with exit code " + lastCode + ", which is not what a fault of the scenario did; " + now);
    }

    @Override
    public long kill() throws DriverException {
        Child victim;
        synchronized (this) {
            victim = child;
            if (victim != null && victim.isAlive()) {
                killed.add(victim);
            }
        }
        if (victim == null || !victim.isAlive()) {
            throw new DriverException(
                    "no process of '" + spec.name() + "' runs that could be killed; its log: " + spec.log());
        }
        victim.kill();
        return victim.pid();
    }

    /** Stops it for good; see {@link Child#stop}. Idempotent. */
    public void stop(Deadline deadline) {
        Child last;
        synchronized (this) {
            stopping = true;
            last = child;
        }
        if (last != null) {
            last.stop(deadline);
        }
    }
}
