package dev.holograph.chaos.adapters.fault.gremlin;

import dev.holograph.chaos.plan.Preflight;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.gremlin.GremlinClient;
import dev.holograph.gremlin.GremlinException;
import dev.holograph.gremlin.KubernetesAttackId;
import dev.holograph.gremlin.KubernetesObject;
import dev.holograph.gremlin.NewKubernetesAttack;
import dev.holograph.gremlin.command.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** What all drivers of this package do: look for the pods, create an attack, watch it. */
final class Attacker {

    /** From its creation until it is in force on every pod. Usually some ten seconds, more where images are pulled. */
    private static final Duration BEGINS_WITHIN = Duration.ofMinutes(2);

    private static final int ALL = 100;

    private final Gremlin gremlin;

    Attacker(Gremlin gremlin) {
        this.gremlin = gremlin;
    }

    /** Chooses among the pods of a target, which are in the order of their names. */
    @FunctionalInterface
    interface Choice {
        List<KubernetesObject> among(List<KubernetesObject> pods);
    }

    /** @param stops whether the chosen would be gone for a while */
    Preflight preflight(Prepared<?> prepared, Choice choice, boolean stops)
            throws DriverException, InterruptedException {
        List<KubernetesObject> pods = find(gremlin.client(), prepared);
        // Gremlin does not tell whether a pod is ready; those that run count as ready.
        return new Preflight(
                List.of(),
                List.of(),
                new Preflight.BlastRadius(
                        pods.size(), pods.size(), choice.among(pods).size(), stops));
    }

    /** Creates the attack. Before Gremlin is asked, and as soon as it has answered, the recipe says so. */
    KubernetesAttackId create(Prepared<?> prepared, Choice choice, Command command)
            throws DriverException, InterruptedException {
        GremlinClient client = gremlin.client();
        List<KubernetesObject> pods = choice.among(find(client, prepared));
        String step = prepared.step().name();
        gremlin.context()
                .remember(
                        step,
                        Recipe.aboutToCreate(pods, gremlin.context().clock().instant()));
        try {
            KubernetesAttackId id = client.create(new NewKubernetesAttack(
                    pods, ALL, Pods.of(prepared.target()).containers(), command));
            gremlin.context().remember(step, Recipe.created(id));
            return id;
        } catch (GremlinException e) {
            throw Gremlin.problem("Gremlin's attack for " + step + " could not be created", e);
        }
    }

    /**
     * Waits for it.
     *
     * @param there whether what is waited for is reached
     * @param wrong whether it never will be
     * @throws DriverException if it was not reached in time; the message names the stage it has come to
     */
    Look await(KubernetesAttackId id, String what, Predicate<Look> there, Predicate<Look> wrong)
            throws DriverException, InterruptedException {
        GremlinClient client = gremlin.client();
        Instant end = gremlin.context().clock().instant().plus(BEGINS_WITHIN);
        while (true) {
            Look look = look(client, id);
            if (there.test(look)) {
                return look;
            }
            if (wrong.test(look)) {
                throw new DriverException("Gremlin's attack " + id + " never got to " + what + ": it ended in "
                        + look.words() + "; see it in Gremlin's web application, with its agents' logs");
            }
            if (!gremlin.context().clock().instant().isBefore(end)) {
                throw new DriverException("Gremlin's attack " + id + " did not get to " + what + " within "
                        + BEGINS_WITHIN.toSeconds() + " s: it is in " + look.words()
                        + "; see that Gremlin's agents in that cluster are healthy (Agents > Kubernetes)");
            }
            gremlin.pause().pause(Pause.BETWEEN_LOOKS);
        }
    }

    private static Look look(GremlinClient client, KubernetesAttackId id) throws DriverException, InterruptedException {
        try {
            return Look.at(client, id);
        } catch (GremlinException e) {
            throw Gremlin.problem("Gremlin's attack " + id + " could not be watched", e);
        }
    }

    private List<KubernetesObject> find(GremlinClient client, Prepared<?> prepared)
            throws DriverException, InterruptedException {
        try {
            return Pods.of(prepared.target())
                    .find(client, gremlin.context().setting(Gremlin.CLUSTER).orElse(null));
        } catch (GremlinException e) {
            throw Gremlin.problem("Gremlin could not be asked for its pods", e);
        }
    }
}
