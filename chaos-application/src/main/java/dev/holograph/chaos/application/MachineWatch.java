package dev.holograph.chaos.application;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Looks once a second how busy the machine is on which scenarios run side by side. Where it is at its limit for long, what
 * a run measures may be its neighbours' doing.
 */
final class MachineWatch implements AutoCloseable {

    /** In the sentence of each finding that names the machine, this one's and those of load engines. */
    static final String AT_ITS_LIMIT = "was at its own limit: ";

    /** A share at which those who want a processor wait for one. */
    private static final double LIMIT = 0.97;

    /** A burst is shorter: a service that starts anew, or many garbage collections at once. */
    private static final Duration LONG = Duration.ofSeconds(5);

    /** How busy the machine was in the second before. */
    private record Look(Instant at, double busy) {}

    private final Machine machine;
    private final Clock clock;
    private final List<Look> looks = new ArrayList<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread daemon = new Thread(task, "chaos-machine-watch");
        daemon.setDaemon(true);
        return daemon;
    });

    MachineWatch(Machine machine, Clock clock) {
        this.machine = machine;
        this.clock = clock;
    }

    /** Looks once a second from now on. */
    MachineWatch begin() {
        thread.scheduleAtFixedRate(this::look, 0, 1, TimeUnit.SECONDS);
        return this;
    }

    synchronized void look() {
        double busy = machine.busy();
        if (busy >= 0) {
            looks.add(new Look(clock.instant(), busy));
        }
    }

    /**
     * Says that the machine was at its limit for long between two instants, and when.
     *
     * @param start of the load, from which reports count
     */
    synchronized Optional<String> limit(Instant start, Instant from, Instant to) {
        Instant begin = null;
        Instant worst = start;
        Duration longest = Duration.ZERO;
        for (Look look : looks) {
            if (look.at().isBefore(from) || look.at().isAfter(to) || look.busy() < LIMIT) {
                begin = null;
                continue;
            }
            // What a look saw is the second before it.
            begin = begin == null ? look.at().minusSeconds(1) : begin;
            Duration lasted = Duration.between(begin, look.at());
            if (lasted.compareTo(longest) > 0) {
                longest = lasted;
                worst = begin;
            }
        }
        return longest.compareTo(LONG) < 0
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "this machine %sover %.0f %% of its processors were busy for %d s, from %.1fs on, while scenarios"
                                + " ran side by side; what was measured may be their neighbours' doing; run fewer at"
                                + " once (chaos.parallel)",
                        AT_ITS_LIMIT,
                        100 * LIMIT,
                        longest.toSeconds(),
                        Duration.between(start, worst).toMillis() / 1e3));
    }

    /** Mean share of the processors that were busy between two instants; negative: nobody knows. */
    synchronized double mean(Instant from, Instant to) {
        return looks.stream()
                .filter(look -> !look.at().isBefore(from) && !look.at().isAfter(to))
                .mapToDouble(Look::busy)
                .average()
                .orElse(-1);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
