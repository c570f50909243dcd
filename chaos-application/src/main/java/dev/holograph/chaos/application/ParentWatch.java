package dev.holograph.chaos.application;

import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Notices that the process is gone which started this one, such as the shell of a CI job's step. A job that is cancelled
 * ends that shell alone: without this, Maven goes on and the fault stays on.
 */
final class ParentWatch implements AutoCloseable {

    private static final long LOOKS_EVERY_MS = 500;

    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "chaos-parent-watch");
        thread.setDaemon(true);
        return thread;
    });

    private ParentWatch() {}

    /**
     * Watches the parent of this process.
     *
     * @param whenGone called once, with a sentence
     * @throws ChaosException if there is none
     */
    static ParentWatch begin(Termination whenGone) throws ChaosException {
        Optional<ProcessHandle> parent = ProcessHandle.current().parent();
        if (parent.isEmpty()) {
            throw new ChaosException("chaos.endWithParent: this process has no parent that could be watched;"
                    + " run Maven from a shell, or leave the option out");
        }
        return begin(parent.get(), () -> isGone(parent.get()), whenGone);
    }

    static ParentWatch begin(ProcessHandle parent, BooleanSupplier isGone, Termination whenGone) {
        ParentWatch started = new ParentWatch();
        started.watch.scheduleWithFixedDelay(
                () -> {
                    if (isGone.getAsBoolean()) {
                        whenGone.begin("the process that started the build (" + parent.pid() + ") is gone");
                        started.watch.shutdown();
                    }
                },
                0,
                LOOKS_EVERY_MS,
                TimeUnit.MILLISECONDS);
        return started;
    }

    /** Another one takes over the children of a process that has ended, also while that still stands in the table. */
    private static boolean isGone(ProcessHandle parent) {
        return !parent.isAlive()
                || ProcessHandle.current()
                        .parent()
                        .filter(now -> now.pid() == parent.pid())
                        .isEmpty();
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
