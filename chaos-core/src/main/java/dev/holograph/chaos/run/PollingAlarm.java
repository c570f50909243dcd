package dev.holograph.chaos.run;

import dev.holograph.chaos.run.RunClock.Alarm;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * An alarm on the machine's own clock. It looks at the time again and again, so that a clock that is set, or a machine
 * that slept, moves it no more than half a second.
 */
final class PollingAlarm implements Alarm {

    private static final long LOOKS_EVERY_MS = 500;

    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "chaos-alarm");
        thread.setDaemon(true);
        return thread;
    });

    private PollingAlarm() {}

    /** Sets it; the action must not wait. */
    static Alarm set(Supplier<Instant> clock, Instant moment, Runnable action) {
        PollingAlarm alarm = new PollingAlarm();
        alarm.watch.scheduleWithFixedDelay(
                () -> {
                    if (!clock.get().isBefore(moment)) {
                        alarm.close();
                        action.run();
                    }
                },
                0,
                LOOKS_EVERY_MS,
                TimeUnit.MILLISECONDS);
        return alarm;
    }

    @Override
    public void close() {
        watch.shutdown();
    }
}
