package dev.holograph.chaos.spi;

import java.time.Clock;
import java.util.random.RandomGenerator;

/** What a run lends its drivers. */
public interface DriverContext {

    Clock clock();

    /** A source of randomness of its own for this purpose, made from the run's seed: the same seed, the same choices. */
    RandomGenerator random(String purpose);

    /** Things that several drivers use, made when first asked for and closed with the run. */
    Shared shared();

    /** The local services of the run. */
    Services services();
}
