package dev.holograph.chaos.adapters.fault.gremlin;

import dev.holograph.gremlin.KubernetesAttack;
import dev.holograph.gremlin.KubernetesAttackId;
import dev.holograph.gremlin.KubernetesObject;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What an undo recipe knows of an attack, in three steps, each on disk before the next thing happens: the command, when
 * the fault is planned; the pods and the moment, just before Gremlin is asked to create it; its id, as soon as Gremlin
 * has said it. A process that dies between the last two leaves an attack whose id is nowhere written: it is found again
 * by command, pods and moment. (A request for Kubernetes takes no annotations to mark it with.)
 */
record Recipe(Map<String, String> data) {

    private static final String COMMAND = "command";
    private static final String PODS = "pods";
    private static final String CREATED_AFTER = "createdAfter";
    private static final String ATTACK = "attack";

    /** How far the clocks of this machine and of Gremlin may be apart. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(2);

    static Map<String, String> planned(List<String> command) {
        return Map.of(COMMAND, String.join("\n", command));
    }

    static Map<String, String> aboutToCreate(List<KubernetesObject> pods, Instant now) {
        return Map.of(PODS, String.join(" ", uids(pods)), CREATED_AFTER, now.toString());
    }

    static Map<String, String> created(KubernetesAttackId id) {
        return Map.of(ATTACK, id.value());
    }

    /** Whether Gremlin has, or may have, been asked for anything. */
    boolean mayHaveBegun() {
        return data.containsKey(CREATED_AFTER);
    }

    Optional<KubernetesAttackId> attack() {
        return Optional.ofNullable(data.get(ATTACK)).map(KubernetesAttackId::new);
    }

    /** Whether this attack is the one, as far as it can be told without its id. */
    boolean describes(KubernetesAttack attack) {
        return attack.commandLine()
                        .equals(List.of(data.getOrDefault(COMMAND, "").split("\n")))
                && String.join(" ", uids(attack.objects())).equals(data.get(PODS))
                && (attack.createdAt() == null
                        || !attack.createdAt().isBefore(createdAfter().minus(CLOCKS_DIFFER)));
    }

    private Instant createdAfter() {
        try {
            return Instant.parse(data.getOrDefault(CREATED_AFTER, ""));
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }

    private static Set<String> uids(List<KubernetesObject> pods) {
        return pods.stream().map(KubernetesObject::uid).collect(Collectors.toCollection(TreeSet::new));
    }
}
