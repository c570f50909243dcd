package dev.holograph.chaos.adapters.fault.gremlin;

import dev.holograph.gremlin.Attack;
import dev.holograph.gremlin.AttackId;
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
 * the fault is planned; the pods or hosts and the moment, just before Gremlin is asked to create it; its id, as soon as
 * Gremlin has said it. A process that dies between the last two leaves an attack whose id is nowhere written: one on
 * hosts is found again by its annotations; one on pods, whose request takes none, by command, pods and moment.
 */
record AttackRecord(Map<String, String> data) {

    private static final String COMMAND = "command";
    private static final String STEP = "step";
    private static final String PODS = "pods";
    private static final String HOSTS = "hosts";
    private static final String CREATED_AFTER = "createdAfter";
    private static final String ATTACK = "attack";

    /** Annotations of an attack on hosts. */
    private static final String MARK_RUN = "chaos-run";

    private static final String MARK_STEP = "chaos-fault";

    /** How far the clocks of this machine and of Gremlin may be apart. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(2);

    /** @param step the fault's name */
    static Map<String, String> planned(List<String> command, String step) {
        return Map.of(COMMAND, String.join("\n", command), STEP, step);
    }

    /** What identifies an attack on hosts among all others. */
    static Map<String, String> marks(String run, String step) {
        return Map.of(MARK_RUN, run, MARK_STEP, step);
    }

    static Map<String, String> aboutToAttackHosts(List<String> hosts, Instant now) {
        return Map.of(HOSTS, String.join(" ", hosts), CREATED_AFTER, now.toString());
    }

    static Map<String, String> aboutToAttackPods(List<KubernetesObject> pods, Instant now) {
        return Map.of(PODS, String.join(" ", uids(pods)), CREATED_AFTER, now.toString());
    }

    static Map<String, String> created(GremlinAttack attack) {
        return Map.of(ATTACK, attack.id());
    }

    /** Whether a request to Gremlin was, or may have been, sent. */
    boolean mayHaveBegun() {
        return data.containsKey(CREATED_AFTER);
    }

    /** Whether it is on hosts; known before the request to Gremlin. */
    boolean isOnHosts() {
        return data.containsKey(HOSTS);
    }

    Optional<GremlinAttack> attack() {
        return Optional.ofNullable(data.get(ATTACK))
                .map(id -> isOnHosts()
                        ? new GremlinAttack.OnHosts(new AttackId(id))
                        : new GremlinAttack.OnPods(new KubernetesAttackId(id)));
    }

    /** Whether this attack on hosts is the one. */
    boolean describes(Attack attack, String run) {
        return attack.annotations()
                .entrySet()
                .containsAll(marks(run, data.getOrDefault(STEP, "")).entrySet());
    }

    /** Whether this attack on pods is the one, as far as that can be known without its id. */
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
