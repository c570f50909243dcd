package dev.holograph.chaos.adapters.fault.gremlin;

import dev.holograph.chaos.plan.KubernetesTarget;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.FaultDriver;
import dev.holograph.chaos.spi.RunResources;
import dev.holograph.chaos.spi.Services;
import dev.holograph.gremlin.Credentials;
import dev.holograph.gremlin.Effect;
import dev.holograph.gremlin.GremlinClient;
import dev.holograph.gremlin.GremlinStandIn;
import dev.holograph.gremlin.KubernetesObject;
import dev.holograph.gremlin.ManualClock;
import dev.holograph.gremlin.NewKubernetesAttack;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A stand-in for Gremlin's service whose time goes on when a driver waits, and the drivers that talk to it. */
final class GremlinLab implements AutoCloseable, DriverContext, Effect {

    static final Location HERE = new Location("x.yaml", 1, 1);
    static final String CLUSTER = "staging";
    static final String NAMESPACE = "holograph-test";
    private static final Duration STAGE = Duration.ofSeconds(2);

    final ManualClock clock = new ManualClock();
    final GremlinStandIn gremlin = new GremlinStandIn(clock, STAGE, this);
    final Map<String, String> settings = new HashMap<>();
    final Map<String, String> secrets = new HashMap<>(Map.of(Gremlin.KEY, GremlinStandIn.KEY));
    final List<String> happened = new ArrayList<>();
    final List<Map<String, String>> remembered = new ArrayList<>();

    private final RunContext run = new RunContext(clock, 1);

    GremlinLab() throws IOException {
        settings.put(Gremlin.URL, gremlin.url().toString());
        settings.put(Gremlin.TEAM, "team-0");
    }

    GremlinLab pod(String name) {
        return pod(name, CLUSTER, Map.of("app", "renderer"), List.of("renderer"), "Running");
    }

    GremlinLab pod(String name, String cluster, Map<String, String> labels, List<String> containers, String phase) {
        gremlin.object(new KubernetesObject(
                cluster, "uid-" + name, NAMESPACE, name, KubernetesObject.POD, labels, containers, phase));
        return this;
    }

    /** As another process would have it: nothing is known but what is on disk. */
    <F extends Fault> FaultDriver<F> driver(Class<F> fault) {
        for (FaultDriver<?> driver : GremlinDrivers.of(new Gremlin(this, clock::sleep))) {
            if (driver.fault() == fault) {
                @SuppressWarnings("unchecked")
                FaultDriver<F> found = (FaultDriver<F>) driver;
                return found;
            }
        }
        throw new IllegalArgumentException("no driver for " + fault);
    }

    @SuppressWarnings("unchecked")
    <F extends Fault> Prepared<F> prepare(F fault) {
        return driver((Class<F>) fault.getClass()).prepare(step(fault), fault, target("app=renderer", "renderer"));
    }

    static FaultStep step(Fault fault) {
        boolean lasting = fault.type().lasting();
        return new FaultStep(
                "it", fault, "renderer", Duration.ZERO, lasting ? Duration.ofSeconds(30) : null, null, HERE);
    }

    static TargetSpec target(String selector, String container) {
        return new TargetSpec(
                "renderer", null, false, null, new KubernetesTarget(CLUSTER, NAMESPACE, selector, container), HERE);
    }

    /** By a client that no driver of this run knows. */
    void attackOfSomebodyElse(String pod) throws Exception {
        GremlinClient other = GremlinClient.builder(Credentials.apiKey(GremlinStandIn.KEY))
                .baseUrl(gremlin.url())
                .build();
        List<KubernetesObject> objects = other.kubernetesTargets().stream()
                .filter(object -> object.name().equals(pod))
                .toList();
        other.create(new NewKubernetesAttack(
                objects, 100, List.of(), new dev.holograph.gremlin.command.Cpu(Duration.ofMinutes(1), 1, 50)));
    }

    /** What is on disk now. */
    UndoRecipe onDisk(Prepared<?> prepared) {
        UndoRecipe recipe = prepared.undo();
        for (Map<String, String> more : remembered) {
            recipe = recipe.with(more);
        }
        return recipe;
    }

    Deadline within(Duration duration) {
        return Deadline.in(duration, clock::nanoTime);
    }

    @Override
    public void begin(Attacked attacked) {
        happened.add("begin " + attacked.target());
    }

    @Override
    public void end(Attacked attacked) {
        happened.add("end " + attacked.target());
    }

    @Override
    public String runId() {
        return "run-1";
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public RandomGenerator random(String purpose) {
        return run.random(purpose);
    }

    @Override
    public RunResources shared() {
        return run.shared();
    }

    @Override
    public Services services() {
        return run.services();
    }

    @Override
    public Optional<String> setting(String name) {
        return Optional.ofNullable(settings.get(name));
    }

    @Override
    public Optional<String> secret(String variable, String server) {
        return Optional.ofNullable(secrets.getOrDefault(variable, secrets.get(server)));
    }

    @Override
    public void remember(String fault, Map<String, String> data) {
        remembered.add(data);
    }

    @Override
    public void close() {
        gremlin.close();
    }
}
