package dev.holograph.chaos.adapters.fault.redis;

import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.FaultDriver;
import dev.holograph.chaos.spi.RunResources;
import dev.holograph.chaos.spi.ServiceControl;
import dev.holograph.chaos.spi.Services;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What tests of this package prepare, and a context that remembers where they can look. */
final class RedisSteps {

    static final String NAME = "the-fault";
    private static final Location HERE = new Location("redis.yaml", 1, 1);

    private RedisSteps() {}

    static <F extends Fault> Prepared<F> prepare(FaultDriver<F> driver, F fault, TargetSpec target) {
        FaultStep step = new FaultStep(NAME, fault, target.name(), Duration.ZERO, null, null, HERE);
        return driver.prepare(step, fault, target);
    }

    static TargetSpec at(String url) {
        return new TargetSpec("store", null, false, url, HERE);
    }

    static TargetSpec service(String name) {
        return new TargetSpec("store", name, true, null, HERE);
    }

    static Deadline within(Duration duration) {
        return Deadline.in(duration, System::nanoTime);
    }

    static Deadline soon() {
        return within(Duration.ofSeconds(15));
    }

    /** That of one process. */
    static final class Context implements DriverContext {

        private final Map<String, String> remembered = new HashMap<>();
        private final RunResources shared = new RunResources();
        private @Nullable String password;
        private @Nullable ServiceControl service;
        private Runnable whenRemembered = () -> {};

        Context withPassword(String secret) {
            password = secret;
            return this;
        }

        Context withService(ServiceControl control) {
            service = control;
            return this;
        }

        Context whenRemembered(Runnable look) {
            whenRemembered = look;
            return this;
        }

        /** What would be on disk. */
        UndoRecipe recipe(Prepared<?> prepared) {
            UndoRecipe undo = prepared.undo();
            if (undo == null) {
                throw new AssertionError("it has no undo");
            }
            return undo.with(remembered);
        }

        @Override
        public String runId() {
            return "run-1";
        }

        @Override
        public Clock clock() {
            return Clock.systemUTC();
        }

        @Override
        public RandomGenerator random(String purpose) {
            return new SplittableRandom(1);
        }

        @Override
        public RunResources shared() {
            return shared;
        }

        @Override
        public Services services() {
            return new Services() {
                @Override
                public Optional<ServiceControl> service(String name) {
                    return Optional.ofNullable(service);
                }

                @Override
                public Optional<Endpoint> endpoint(String target) {
                    return Optional.empty();
                }
            };
        }

        @Override
        public Optional<String> setting(String name) {
            return Optional.empty();
        }

        @Override
        public Optional<String> secret(String variable, String server) {
            return variable.equals("REDIS_PASSWORD") && server.equals("redis")
                    ? Optional.ofNullable(password)
                    : Optional.empty();
        }

        @Override
        public void remember(String fault, Map<String, String> data) {
            if (!fault.equals(NAME)) {
                throw new IllegalArgumentException("no fault " + fault);
            }
            remembered.putAll(data);
            whenRemembered.run();
        }
    }
}
