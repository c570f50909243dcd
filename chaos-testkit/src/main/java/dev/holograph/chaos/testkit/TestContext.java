package dev.holograph.chaos.testkit;

import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.RunResources;
import dev.holograph.chaos.spi.Services;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** What the run of a test lends: it is named {@value #RUN}, and keeps in mind what drivers remember. */
final class TestContext implements DriverContext, AutoCloseable {

    static final String RUN = "contract-20260101-000000-abcd";

    private final Services services;
    private final Map<String, String> settings;
    private final Map<String, String> secrets;
    private final RunResources shared = new RunResources();
    private final Map<String, String> remembered = new HashMap<>();

    /** @param secrets by their environment variables */
    TestContext(Services services, Map<String, String> settings, Map<String, String> secrets) {
        this.services = services;
        this.settings = settings;
        this.secrets = secrets;
    }

    /** What would be on disk. */
    synchronized UndoRecipe known(UndoRecipe recipe) {
        return recipe.with(remembered);
    }

    @Override
    public String runId() {
        return RUN;
    }

    @Override
    public Clock clock() {
        return Clock.systemUTC();
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
        return services;
    }

    @Override
    public Optional<String> setting(String name) {
        return Optional.ofNullable(settings.get(name));
    }

    @Override
    public Optional<String> secret(String variable, String server) {
        return Optional.ofNullable(secrets.get(variable));
    }

    @Override
    public synchronized void remember(String fault, Map<String, String> data) {
        remembered.putAll(data);
    }

    @Override
    public void close() throws Exception {
        shared.close();
    }
}
