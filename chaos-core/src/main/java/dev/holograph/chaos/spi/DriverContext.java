package dev.holograph.chaos.spi;

import dev.holograph.chaos.slo.Heartbeat;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What a run lends its drivers. */
public interface DriverContext {

    /** Names the run, also the one that is being recovered in another process; empty while nothing but plans is made. */
    String runId();

    Clock clock();

    /** A source of randomness of its own for this purpose, made from the run's seed: the same seed, the same choices. */
    RandomGenerator random(String purpose);

    /** Things that several drivers use, made when first asked for and closed with the run. */
    RunResources shared();

    /** The local services of the run. */
    Services services();

    /** A setting of the build by its name, such as {@code chaos.kubeconfig}. */
    Optional<String> setting(String name);

    /**
     * A secret, from the environment variable if it is set, else the password of this {@code <server>} of Maven's
     * settings. Never to be written or shown.
     */
    Optional<String> secret(String variable, String server);

    /**
     * Adds what has just become known, and the undo will need, to the undo recipe of a fault that is being injected: a
     * former number of replicas, an attack's id. It is on disk when this returns.
     *
     * @param fault the name of its step
     */
    void remember(String fault, Map<String, String> data);

    /**
     * Where a part of the test bench on the way of the load, such as the proxy, reports that it is alive. It beats every
     * 100 ms from its first beat on; a gap makes the run NOT PROVEN.
     *
     * @param part as a person reads it: {@code the proxy}
     */
    default Heartbeat heartbeat(String part) {
        return Heartbeat.NONE;
    }
}
