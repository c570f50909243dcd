package dev.holograph.chaos.adapters.process;

import dev.holograph.chaos.spi.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A process that this JVM has started. */
public final class Child {

    /** SIGKILL works at once, unless the process hangs in the kernel. */
    private static final Duration KILL_WORKS_WITHIN = Duration.ofMillis(500);

    private final ChildSpec spec;
    private final Process process;
    private final CompletableFuture<Integer> ended;

    /** @param whenEnded is done before anybody hears of the end */
    Child(ChildSpec spec, Process process, Runnable whenEnded) {
        this.spec = spec;
        this.process = process;
        this.ended = process.onExit().thenApply(over -> {
            whenEnded.run();
            return over.exitValue();
        });
    }

    public ChildSpec spec() {
        return spec;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Processor time that it and all it has started took so far; {@code null} where the system does not say. */
    public @Nullable Duration processorTime() {
        return Stream.concat(Stream.of(process.toHandle()), below(process.toHandle()).stream())
                .flatMap(one -> one.info().totalCpuDuration().stream())
                .reduce(Duration::plus)
                .orElse(null);
    }

    /** Its exit code, when it has ended. Never fails. */
    public CompletableFuture<Integer> ended() {
        return ended.copy();
    }

    /** The last lines of what it printed, for messages. */
    public List<String> lastLines() {
        return LogTail.of(spec.log());
    }

    /** SIGKILL, as a crash would; returns when it is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd(KILL_WORKS_WITHIN);
    }

    /**
     * Asks it to end (SIGTERM; on Windows it is ended by force), and ends it by force at the deadline, with everything
     * it had started. Returns when it is gone. Idempotent, not interrupted.
     */
    public void stop(Deadline deadline) {
        List<ProcessHandle> below = below(process.toHandle());
        // Not Process.destroy(): it closes the child's standard input too, and the leash would kill at once.
        process.toHandle().destroy();
        if (!awaitEnd(deadline.remaining())) {
            // Once more: what it has started meanwhile. After its end nobody knows whose children they were.
            below = Stream.concat(below.stream(), below(process.toHandle()).stream())
                    .toList();
            kill();
        }
        below.forEach(ProcessHandle::destroyForcibly);
    }

    /**
     * All that a process has started, directly or not. None where the system does not say, as when this JVM has no file
     * descriptor left to look: that must not keep anybody from ending the process itself.
     */
    static List<ProcessHandle> below(ProcessHandle process) {
        try {
            return process.descendants().toList();
        } catch (RuntimeException e) {
            return List.of();
        }
    }

    /** @return whether it has ended; an interrupt is kept for later */
    private boolean awaitEnd(Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    ended.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                    return true;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (TimeoutException | ExecutionException e) {
                    return !process.isAlive();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
