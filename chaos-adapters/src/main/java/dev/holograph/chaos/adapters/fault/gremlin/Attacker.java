package dev.holograph.chaos.adapters.fault.gremlin;

import dev.holograph.chaos.plan.Preflight;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.gremlin.GremlinClient;
import dev.holograph.gremlin.GremlinException;
import dev.holograph.gremlin.command.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What all drivers of this package do: look for whom they attack, create an attack, watch it. */
final class Attacker {

    /** From its creation until it is in force on all of them. Usually some ten seconds, more where images are pulled. */
    private static final Duration BEGINS_WITHIN = Duration.ofMinutes(2);

    private final Gremlin gremlin;

    Attacker(Gremlin gremlin) {
        this.gremlin = gremlin;
    }

    Preflight preflight(AttackTarget quarry) throws DriverException, InterruptedException {
        try {
            Preflight seen = quarry.preflight();
            List<String> others = quarry.others();
            if (others.isEmpty()) {
                return seen;
            }
            List<String> problems = new ArrayList<>(seen.problems());
            problems.add(
                    "attacks of somebody else are under way on " + quarry.words() + ": " + String.join(", ", others)
                            + "; wait until they are over, or halt them in Gremlin's web application");
            return new Preflight(problems, seen.denied(), seen.blast(), seen.hosts());
        } catch (GremlinException e) {
            throw Gremlin.problem("Gremlin could not be queried for " + quarry.words(), e);
        }
    }

    GremlinAttack create(String step, AttackTarget quarry, Command command)
            throws DriverException, InterruptedException {
        try {
            GremlinAttack begun = quarry.create(step, command);
            gremlin.own().add(begun.id());
            return begun;
        } catch (GremlinException e) {
            throw Gremlin.problem(
                    "Gremlin's attack for " + step
                            + (e.mayHaveBeenDone()
                                    ? " may have been created or not, and is looked for and halted"
                                    : " could not be created"),
                    e);
        }
    }

    /**
     * Waits for it.
     *
     * @param there whether what is waited for is reached
     * @param wrong whether it never will be
     * @throws DriverException if it was not reached in time; the message names the stage it has come to
     */
    AttackStatus await(GremlinAttack attack, String what, Predicate<AttackStatus> there, Predicate<AttackStatus> wrong)
            throws DriverException, InterruptedException {
        GremlinClient client = gremlin.client();
        Instant end = gremlin.context().clock().instant().plus(BEGINS_WITHIN);
        while (true) {
            AttackStatus look = look(client, attack);
            if (there.test(look)) {
                return look;
            }
            if (wrong.test(look)) {
                throw new DriverException("Gremlin's attack " + attack + " never got to " + what + ": it ended in "
                        + look.words() + "; see it in Gremlin's web application, with its agents' logs");
            }
            if (!gremlin.context().clock().instant().isBefore(end)) {
                throw new DriverException("Gremlin's attack " + attack + " did not get to " + what + " within "
                        + BEGINS_WITHIN.toSeconds() + " s: it is in " + look.words()
                        + "; see that Gremlin's agents there are healthy (Agents > Kubernetes, or Hosts)");
            }
            gremlin.pause().pause(Pause.BETWEEN_LOOKS);
        }
    }

    private static AttackStatus look(GremlinClient client, GremlinAttack attack)
            throws DriverException, InterruptedException {
        try {
            return attack.look(client);
        } catch (GremlinException e) {
            throw Gremlin.problem("Gremlin's attack " + attack + " could not be watched", e);
        }
    }
}
