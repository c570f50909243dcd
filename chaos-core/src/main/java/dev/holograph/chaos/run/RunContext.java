package dev.holograph.chaos.run;

import dev.holograph.chaos.slo.Heartbeat;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.RunResources;
import dev.holograph.chaos.spi.ServiceControl;
import dev.holograph.chaos.spi.Services;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.Function;
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

    /** Finds a secret by an environment variable's name, or else by a server's id in Maven's settings. */
    @FunctionalInterface
    public interface Secrets {
        Optional<String> find(String variable, String server);
    }

    private final String runId;
    private final Clock clock;
    private final long seed;
    private final Map<String, String> settings;
    private final Secrets secrets;
    private final SecretMask mask = new SecretMask();
    private final RunResources shared = new RunResources();
    private volatile Services services = NONE;
    private volatile Function<String, Heartbeat> heartbeats = part -> Heartbeat.NONE;
    private volatile BiConsumer<String, Map<String, String>> memory = (fault, data) -> {};

    /** For plans: without a run, settings and secrets. */
    public RunContext(Clock clock, long seed) {
        this("", clock, seed, Map.of(), (variable, server) -> Optional.empty());
    }

    /** @param settings of the build, by name */
    public RunContext(String runId, Clock clock, long seed, Map<String, String> settings, Secrets secrets) {
        this.runId = runId;
        this.clock = clock;
        this.seed = seed;
        this.settings = Map.copyOf(settings);
        this.secrets = secrets;
    }

    @Override
    public String runId() {
        return runId;
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
    public RunResources shared() {
        return shared;
    }

    @Override
    public Services services() {
        return services;
    }

    @Override
    public Optional<String> setting(String name) {
        return Optional.ofNullable(settings.get(name));
    }

    @Override
    public Optional<String> secret(String variable, String server) {
        Optional<String> found = secrets.find(variable, server);
        found.ifPresent(mask::hide);
        return found;
    }

    @Override
    public void remember(String fault, Map<String, String> data) {
        memory.accept(fault, data);
    }

    @Override
    public Heartbeat heartbeat(String part) {
        return heartbeats.apply(part);
    }

    /** What is never to be shown of texts from elsewhere, beside the secrets that were asked for here. */
    void hide(String secret) {
        mask.hide(secret);
    }

    /** A text from elsewhere without the secrets of this run, and without what is written as one. */
    String masked(String text) {
        return mask.apply(text);
    }

    /** Listens to the parts of the test bench from now on. */
    void heartbeatsFrom(Function<String, Heartbeat> listener) {
        heartbeats = listener;
    }

    /** Takes what drivers remember from now on. */
    void rememberWith(BiConsumer<String, Map<String, String>> keeper) {
        memory = keeper;
    }

    /** Services are there from now on. */
    public void environmentReady(Services ready) {
        services = ready;
    }
}
