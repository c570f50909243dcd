package dev.holograph.chaos.run;

import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.ServiceControl;
import dev.holograph.chaos.spi.Services;
import dev.holograph.chaos.spi.Shared;
import java.time.Clock;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** What one run lends its drivers. Services are there once the environment is ready. */
public final class RunContext implements DriverContext {

    private static final Services NONE = new Services() {
        @Override
        public Optional<ServiceControl> service(String name) {
            return Optional.empty();
        }

        @Override
        public Optional<Endpoint> endpoint(String target) {
            return Optional.empty();
        }
    };

    private final Clock clock;
    private final long seed;
    private final Shared shared = new Shared();
    private volatile Services services = NONE;

    public RunContext(Clock clock, long seed) {
        this.clock = clock;
        this.seed = seed;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public RandomGenerator random(String purpose) {
        return new SplittableRandom(seed * 31 + purpose.hashCode());
    }

    @Override
    public Shared shared() {
        return shared;
    }

    @Override
    public Services services() {
        return services;
    }

    void environmentReady(Services ready) {
        services = ready;
    }
}
