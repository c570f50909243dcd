package dev.holograph.chaos.adapters.fault.gremlin;

import dev.holograph.chaos.plan.Preflight;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.gremlin.GremlinClient;
import dev.holograph.gremlin.GremlinException;
import dev.holograph.gremlin.KubernetesAttack;
import dev.holograph.gremlin.KubernetesObject;
import dev.holograph.gremlin.NewKubernetesAttack;
import dev.holograph.gremlin.command.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Pods of a target.
 *
 * @param choice of those that are there
 * @param stops whether the chosen would be gone for a while
 */
record PodAttackTarget(Gremlin gremlin, GremlinPods pods, Choice choice, boolean stops) implements AttackTarget {

    private static final int ALL = 100;

    /** Chooses among the pods of a target, which are in the order of their names. */
    @FunctionalInterface
    interface Choice {
        List<KubernetesObject> among(List<KubernetesObject> pods);
    }

    @Override
    public String words() {
        return "the pods of " + pods.words();
    }

    @Override
    public Preflight preflight() throws DriverException, GremlinException, InterruptedException {
        List<KubernetesObject> found = find(gremlin.client());
        // Gremlin does not report whether a pod is ready; those that run count as ready.
        return new Preflight(
                List.of(),
                List.of(),
                new Preflight.BlastRadius(
                        found.size(), found.size(), choice.among(found).size(), stops));
    }

    @Override
    public List<String> others() throws DriverException, GremlinException, InterruptedException {
        GremlinClient client = gremlin.client();
        Set<String> uids = find(client).stream().map(KubernetesObject::uid).collect(Collectors.toSet());
        List<String> others = new ArrayList<>();
        for (KubernetesAttack attack : client.kubernetesAttacks()) {
            boolean isMet = attack.objects().stream().anyMatch(object -> uids.contains(object.uid()));
            if (isMet
                    && !gremlin.own().contains(attack.id().value())
                    && !AttackStatus.at(client, attack.id()).isOver()) {
                others.add(attack.id() + " (" + String.join(" ", attack.commandLine()) + ")");
            }
        }
        return others;
    }

    @Override
    public GremlinAttack create(String step, Command command)
            throws DriverException, GremlinException, InterruptedException {
        GremlinClient client = gremlin.client();
        List<KubernetesObject> chosen = choice.among(find(client));
        gremlin.context()
                .remember(
                        step,
                        AttackRecord.aboutToAttackPods(
                                chosen, gremlin.context().clock().instant()));
        GremlinAttack begun = new GremlinAttack.OnPods(
                client.create(new NewKubernetesAttack(chosen, ALL, pods.containers(), command)));
        gremlin.context().remember(step, AttackRecord.created(begun));
        return begun;
    }

    private List<KubernetesObject> find(GremlinClient client)
            throws DriverException, GremlinException, InterruptedException {
        return pods.find(client, gremlin.context().setting(Gremlin.CLUSTER).orElse(null));
    }
}
