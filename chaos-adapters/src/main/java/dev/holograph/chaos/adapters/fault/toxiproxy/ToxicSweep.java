package dev.holograph.chaos.adapters.fault.toxiproxy;

import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.run.RunIds;
import dev.holograph.chaos.spi.DriverException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Finds toxics on an environment's proxies that have names as {@link ToxicName} makes them, and deletes those whose run
 * has died.
 *
 * <p>Toxiproxy keeps nothing by which it could be told whether the run lives. On this machine the runs of this user are
 * known. A Toxiproxy elsewhere may serve runs that are not: there, a toxic is left alone until no run can need it.
 */
final class ToxicSweep {

    /** Longer than any fault phase and all deadlines, counted from the beginning of the run. */
    private static final Duration LONGEST_RUN = Duration.ofHours(2);

    private static final Duration EACH_WITHIN = Duration.ofSeconds(10);

    private final Toxiproxy server;
    private final Clock clock;

    ToxicSweep(Toxiproxy server, Clock clock) {
        this.server = server;
        this.clock = clock;
    }

    /**
     * @param alive the ids of the runs that go on here
     * @param progress takes a line for each toxic that is deleted, or left alone although it may be in the way
     */
    void takeBack(Environment environment, Set<String> alive, Consumer<String> progress)
            throws DriverException, InterruptedException {
        SortedMap<String, Proxy> proxies = server.proxies();
        for (String target : new TreeSet<>(environment.targets().keySet())) {
            Proxy proxy = proxies.get(target);
            if (proxy != null) {
                takeBack(proxy, alive, progress);
            }
        }
    }

    private void takeBack(Proxy proxy, Set<String> alive, Consumer<String> progress)
            throws DriverException, InterruptedException {
        for (String toxic : proxy.toxics().keySet()) {
            Optional<String> run = ToxicName.run(toxic);
            if (run.isEmpty() || alive.contains(run.get())) {
                continue;
            }
            if (!isDead(run.get(), server.isHere(), clock.instant())) {
                progress.accept("toxic " + toxic + " on " + proxy
                        + " is left alone for now: its run may go on on another"
                        + " machine; if it does not: toxiproxy-cli toxic delete -n " + toxic + " " + proxy.name());
            } else {
                server.remove(proxy.name(), toxic, EACH_WITHIN);
                progress.accept(
                        "toxic " + toxic + " on " + proxy + " was left by a run that has died, and is taken back");
            }
        }
    }

    /**
     * Whether a run that is none of those that are known to go on cannot go on elsewhere either.
     *
     * @param here whether all that use this Toxiproxy are on this machine
     */
    static boolean isDead(String run, boolean here, Instant now) {
        return here
                || RunIds.startOf(run)
                        .map(start -> now.isAfter(start.plus(LONGEST_RUN)))
                        .orElse(false);
    }
}
