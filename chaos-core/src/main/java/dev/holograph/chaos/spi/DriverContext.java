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

    /** The clock by which the run's instants are: that of this machine, or a test's. */
    Clock clock();

    /**
     * A new source of randomness, made from the run's seed: the same seed and purpose, the same numbers.
     *
     * @param purpose what it is for, in a word, so that two users of randomness do not get the same numbers
     */
    RandomGenerator random(String purpose);

    /** Things that several drivers use, made when first asked for and closed with the run. */
    RunResources shared();

    /** The local services of the run, once the environment is ready; before that there are none. */
    Services services();

    /** A setting of the build by its name, such as {@code chaos.kubeconfig}. */
    Optional<String> setting(String name);

    /**
     * A secret, from the environment variable if it is set, else the password of this {@code <server>} of Maven's
     * settings. Never to be written or shown.
     *
     * @param variable empty where none is named, as {@code server}
     * @return empty: it is set nowhere
     */
    Optional<String> secret(String variable, String server);

    /**
     * Adds what has just become known, and the undo will need, to the undo recipe of a fault that is being injected: a
     * former number of replicas, an attack's id. It is on disk when this returns.
     *
     * @param fault the name of its step
     * @param data added to {@link dev.holograph.chaos.plan.UndoRecipe#data}; no secrets, since it is written to disk
     * @throws IllegalStateException if no fault of this name is being injected
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
