package dev.holograph.chaos.adapters.fault.kubernetes;

import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.RunResources;
import dev.holograph.chaos.spi.ServiceControl;
import dev.holograph.chaos.spi.Services;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** What a run lends its drivers, with a clock that can be put forward, and a look at what they asked to remember. */
final class Run implements DriverContext, AutoCloseable {

    private final String id;
    private final Map<String, String> settings;
    private final RunResources shared = new RunResources();
    private final Map<String, Map<String, String>> remembered = new HashMap<>();
    private volatile Duration ahead = Duration.ZERO;

    Run(String id) {
        this(id, Map.of());
    }

    Run(String id, Map<String, String> settings) {
        this.id = id;
        this.settings = settings;
    }

    /** The time goes on so much later. */
    void later(Duration by) {
        ahead = ahead.plus(by);
    }

    /** What was told about this fault. */
    Map<String, String> remembered(String fault) {
        return remembered.getOrDefault(fault, Map.of());
    }

    @Override
    public String runId() {
        return id;
    }

    @Override
    public Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return Clock.systemUTC().instant().plus(ahead);
            }
        };
    }

    @Override
    public RandomGenerator random(String purpose) {
        return new SplittableRandom(purpose.hashCode());
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
                return Optional.empty();
            }

            @Override
            public Optional<Endpoint> endpoint(String target) {
                return Optional.empty();
            }
        };
    }

    @Override
    public Optional<String> setting(String name) {
        return Optional.ofNullable(settings.get(name));
    }

    @Override
    public Optional<String> secret(String variable, String server) {
        return Optional.empty();
    }

    @Override
    public void remember(String fault, Map<String, String> data) {
        remembered.computeIfAbsent(fault, name -> new HashMap<>()).putAll(data);
    }

    @Override
    public void close() throws Exception {
        shared.close();
    }
}
