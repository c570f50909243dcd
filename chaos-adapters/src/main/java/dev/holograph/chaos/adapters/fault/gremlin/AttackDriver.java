package dev.holograph.chaos.adapters.fault.gremlin;

import dev.holograph.chaos.plan.Preflight;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.fault.Partition;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.FaultDriver;
import dev.holograph.gremlin.GremlinException;
import dev.holograph.gremlin.command.Command;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A lasting fault that is an attack of Gremlin on all of a target's pods or hosts, halted by its id. */
final class AttackDriver<F extends Fault> implements FaultDriver<F> {

    /** Safety margin after the end of the fault before Gremlin ends the attack itself, if nobody halts it. */
    static final Duration MARGIN = Duration.ofMinutes(1);

    private final Class<F> type;
    private final String effect;
    private final BiFunction<F, Duration, Command> command;
    private final Gremlin gremlin;
    private final Attacker attacker;
    private final Function<TargetSpec, AttackTarget> quarry;
    private final Map<String, GremlinAttack> begun = new ConcurrentHashMap<>();

    /**
     * @param effect what happens to them, for plans
     * @param quarry whom it is on; refuses what is no such target
     * @param command the attack, of a length; refuses what Gremlin cannot honour
     */
    AttackDriver(
            Class<F> type,
            String effect,
            Function<TargetSpec, AttackTarget> quarry,
            BiFunction<F, Duration, Command> command,
            Gremlin gremlin) {
        this.type = type;
        this.effect = effect;
        this.quarry = quarry;
        this.command = command;
        this.gremlin = gremlin;
        this.attacker = new Attacker(gremlin);
    }

    @Override
    public Class<F> fault() {
        return type;
    }

    @Override
    public boolean silences(F fault) {
        return fault instanceof Partition;
    }

    @Override
    public Prepared<F> prepare(FaultStep step, F fault, TargetSpec target) {
        AttackTarget attacked = quarry.apply(target);
        List<String> line = command(step, fault).commandLine();
        String attack = fault.type().name() + " attack on " + attacked.words();
        UndoRecipe undo = new UndoRecipe(
                GremlinDriverProvider.NAME,
                fault.type().name(),
                AttackRecord.planned(line, step.name()),
                "halt the " + attack + " in Gremlin's web application (Experiments); it ends by itself "
                        + backstop(step).toSeconds() + " s after it has begun");
        return new Prepared<>(
                step,
                fault,
                target,
                GremlinDriverProvider.NAME,
                "Gremlin attacks " + attacked.words() + ": " + effect + " (" + String.join(" ", line) + ")",
                undo);
    }

    @Override
    public Preflight preflight(Prepared<F> prepared) throws DriverException, InterruptedException {
        return attacker.preflight(quarry.apply(prepared.target()));
    }

    @Override
    public Evidence inject(Prepared<F> prepared) throws DriverException, InterruptedException {
        String step = prepared.step().name();
        GremlinAttack attack =
                attacker.create(step, quarry.apply(prepared.target()), command(prepared.step(), prepared.fault()));
        begun.put(step, attack);
        AttackStatus look = attacker.await(attack, "Running", AttackStatus::isRunning, AttackStatus::hasFailed);
        return Evidence.claimed("Gremlin reports of its attack " + attack + ": " + look.words());
    }

    @Override
    public Evidence observe(Prepared<F> prepared) {
        GremlinAttack attack = begun.get(prepared.step().name());
        if (attack == null) {
            return Evidence.none("nothing was attacked");
        }
        try {
            AttackStatus look = attack.look(gremlin.client());
            List<String> others = quarry.apply(prepared.target()).others();
            if (!others.isEmpty()) {
                return Evidence.disturbed(
                        "attacks of somebody else are under way on the same target: " + String.join(", ", others));
            }
            return look.isRunning()
                    ? Evidence.claimed("before its end Gremlin still reported: " + look.words())
                    : Evidence.none("the attack was over before its end: " + look.words());
        } catch (GremlinException | DriverException e) {
            return Evidence.none("Gremlin could not be queried: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Evidence.none("interrupted while querying Gremlin");
        }
    }

    @Override
    public void undo(UndoRecipe recipe, Deadline deadline) throws DriverException {
        new AttackHalter(gremlin, new AttackRecord(recipe.data())).halt(deadline);
    }

    private Command command(FaultStep step, F fault) {
        return command.apply(fault, backstop(step));
    }

    private static Duration backstop(FaultStep step) {
        Duration length = step.length();
        if (length == null) {
            throw new IllegalArgumentException("Gremlin needs the length of '" + step.name() + "' is: write for: 30s");
        }
        // Rounded up: Gremlin takes whole seconds.
        return Duration.ofSeconds(length.plusNanos(999_999_999).toSeconds()).plus(MARGIN);
    }
}
