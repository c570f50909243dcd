package dev.holograph.chaos.adapters.fault.gremlin;

import dev.holograph.chaos.plan.Preflight;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.fault.PodCount;
import dev.holograph.chaos.scenario.fault.Shutdown;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.FaultDriver;
import dev.holograph.gremlin.GremlinException;
import dev.holograph.gremlin.HaltReason;
import dev.holograph.gremlin.KubernetesObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Shuts containers down. Instant: what starts them again is Kubernetes' affair. Gremlin waits for at least a minute
 * before it does so; the fault is confirmed when it has.
 */
final class ShutdownDriver implements FaultDriver<Shutdown> {

    private static final dev.holograph.gremlin.command.Shutdown COMMAND =
            new dev.holograph.gremlin.command.Shutdown(Duration.ofMinutes(1), false);

    private final Gremlin gremlin;
    private final Attacker attacker;

    ShutdownDriver(Gremlin gremlin) {
        this.gremlin = gremlin;
        this.attacker = new Attacker(gremlin);
    }

    @Override
    public Class<Shutdown> fault() {
        return Shutdown.class;
    }

    @Override
    public Prepared<Shutdown> prepare(FaultStep step, Shutdown fault, TargetSpec target) {
        GremlinPods pods = GremlinPods.of(target);
        return new Prepared<>(
                step,
                fault,
                target,
                GremlinDriverProvider.NAME,
                "Gremlin shuts containers of " + fault.pods() + " of the pods of " + pods.words()
                        + " down, a minute after it is told (" + String.join(" ", COMMAND.commandLine()) + ")",
                null,
                new UndoRecipe(
                        GremlinDriverProvider.NAME,
                        fault.type().name(),
                        AttackRecord.planned(COMMAND.commandLine(), step.name()),
                        "halt the shutdown attack on the pods of " + pods.words()
                                + " in Gremlin's web application (Experiments), within a minute"),
                List.of());
    }

    @Override
    public Preflight preflight(Prepared<Shutdown> prepared) throws DriverException, InterruptedException {
        return attacker.preflight(quarry(prepared));
    }

    @Override
    public Evidence inject(Prepared<Shutdown> prepared) throws DriverException, InterruptedException {
        GremlinAttack attack = attacker.create(prepared.step().name(), quarry(prepared), COMMAND);
        try {
            AttackStatus look = attacker.await(
                    attack, "its end", done -> done.isOver() && !done.hasError(), AttackStatus::hasError);
            return Evidence.claimed("Gremlin reports of its attack " + attack + ": " + look.words());
        } catch (DriverException | InterruptedException e) {
            callOff(attack, e);
            throw e;
        }
    }

    /** Halts an attack that was created, or may have been, and was not seen to its end: it waits for a minute. */
    @Override
    public void undo(UndoRecipe recipe, Deadline deadline) throws DriverException {
        new AttackHalter(gremlin, new AttackRecord(recipe.data())).halt(deadline);
    }

    /** An instant fault has no undo; one that has not happened yet can be called off. */
    private void callOff(GremlinAttack attack, Exception why) throws DriverException {
        boolean interrupted = Thread.interrupted();
        try {
            attack.halt(
                    gremlin.client(),
                    new HaltReason(
                            "the chaos run gives it up", gremlin.context().runId()));
        } catch (GremlinException | InterruptedException e) {
            why.addSuppressed(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private AttackTarget quarry(Prepared<Shutdown> prepared) {
        return new PodAttackTarget(gremlin, GremlinPods.of(prepared.target()), pods -> chosen(prepared, pods), true);
    }

    private List<KubernetesObject> chosen(Prepared<Shutdown> prepared, List<KubernetesObject> pods) {
        RandomGenerator random =
                gremlin.context().random("gremlin " + prepared.step().name());
        List<KubernetesObject> left = new ArrayList<>(pods);
        List<KubernetesObject> chosen = new ArrayList<>();
        for (int count = count(prepared.fault(), pods.size()); count > 0; count--) {
            chosen.add(left.remove(random.nextInt(left.size())));
        }
        return chosen;
    }

    private static int count(Shutdown fault, int pods) {
        return PodCount.parse(fault.pods()).of(pods);
    }
}
