package dev.holograph.gremlin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What the stand-in knows: machines, pods, attacks. Everything happens when it is asked, or told to advance. */
final class StandInService {

    private static final Duration DEFAULT_LENGTH = Duration.ofSeconds(60);

    /** A host with its tags, or a container with its labels. */
    record Machine(String id, Map<String, String> labels) {}

    final Map<String, StandInAttack> attacks = new LinkedHashMap<>();
    final Map<String, StandInAttack.OnKubernetes> onKubernetes = new LinkedHashMap<>();
    final List<Machine> hosts = new ArrayList<>();
    final List<Machine> containers = new ArrayList<>();
    final List<KubernetesObject> objects = new ArrayList<>();
    UnaryOperator<Course> course = UnaryOperator.identity();
    String lifecycleAfterHalt = "Complete";

    private final Clock clock;
    private final Duration pause;
    private final Effect effect;

    StandInService(Clock clock, Duration pause, Effect effect) {
        this.clock = clock;
        this.pause = pause;
        this.effect = effect;
    }

    synchronized void advance() {
        Instant now = clock.instant();
        for (StandInAttack.OnKubernetes attack : onKubernetes.values()) {
            if (attack.stage.equals(KubernetesAttack.RESOLVING) && !now.isBefore(attack.resolvedAt)) {
                launch(attack);
            }
        }
        attacks.values().forEach(attack -> attack.executions.forEach(execution -> execution.advance(now)));
    }

    /** {@code POST /attacks/new}. Without labels everything there is gets attacked, as the real one does. */
    synchronized String create(Node request) {
        Node command = request.get("command");
        List<String> line = new ArrayList<>(command.get("args").strings());
        line.add(0, command.get("type").stringOr(""));
        Node target = request.get("target");
        boolean onHosts = target.fields().containsKey("hosts");
        Node chosen = target.get(onHosts ? "hosts" : "containers");
        List<String> ids = chosen.get("ids").strings();
        Node labels = chosen.get(onHosts ? "multiSelectTags" : "multiSelectLabels");
        List<String> hit = (onHosts ? hosts : containers)
                .stream()
                        .filter(machine -> ids.isEmpty() || ids.contains(machine.id()))
                        .filter(machine -> labels.fields().entrySet().stream().allMatch(label -> label.getValue()
                                .strings()
                                .contains(machine.labels().get(label.getKey()))))
                        .map(Machine::id)
                        .toList();
        int limit = Integer.parseInt(target.get("exact").stringOr(String.valueOf(hit.size())));
        int percent = Integer.parseInt(target.get("percent").stringOr("100"));
        List<String> sampled = hit.subList(0, Math.min(limit, share(hit.size(), percent)));
        StandInAttack attack = new StandInAttack(
                line, request.get("annotations").stringFields(), clock.instant(), guid -> sampled.stream()
                        .map(id -> execution(new Effect.Attacked(guid, id, "", List.of(), line), clock.instant()))
                        .toList());
        attacks.put(attack.guid, attack);
        return attack.guid;
    }

    /** {@code POST /attacks}, for Kubernetes alone. Objects are known by their names. */
    synchronized String createOnKubernetes(Node request) {
        Node configuration = request.get("attackConfiguration");
        Node strategy = configuration.get("targets").items().get(0).get("targetingStrategy");
        StandInAttack.OnKubernetes attack = new StandInAttack.OnKubernetes(
                configuration
                        .get("command")
                        .get("infraCommandArgs")
                        .get("cliArgs")
                        .strings(),
                strategy.get("names").map(this::object),
                Integer.parseInt(configuration.get("sampling").get("percent").stringOr("100")),
                strategy.get("containerSelection").get("containerNames").strings(),
                clock.instant(),
                clock.instant().plus(pause));
        onKubernetes.put(attack.uid, attack);
        return attack.uid;
    }

    synchronized void halt(StandInAttack attack) {
        attack.executions.forEach(execution -> execution.halt(clock.instant()));
    }

    synchronized void halt(StandInAttack.OnKubernetes attack) {
        if (attack.attack != null) {
            halt(attack.attack);
        }
        if (!attack.stage.equals(KubernetesAttack.ERROR)) {
            attack.stage = KubernetesAttack.USER_HALTED;
        }
    }

    private void launch(StandInAttack.OnKubernetes asked) {
        List<KubernetesObject> pods = objects.stream()
                .filter(object -> object.kind().equals(KubernetesObject.POD))
                .filter(pod -> asked.objects.stream().anyMatch(wanted -> covers(wanted, pod)))
                .filter(pod ->
                        asked.containers.isEmpty() || pod.containers().stream().anyMatch(asked.containers::contains))
                .toList();
        if (pods.isEmpty()) {
            asked.stage = KubernetesAttack.ERROR;
            asked.error = "no containers were found for the objects of this attack";
            return;
        }
        asked.stage = KubernetesAttack.LAUNCHED;
        asked.attack = new StandInAttack(
                asked.commandLine,
                Map.of(),
                asked.resolvedAt,
                guid -> pods.subList(0, share(pods.size(), asked.percent)).stream()
                        .map(pod -> execution(
                                new Effect.Attacked(
                                        guid, pod.name(), pod.namespace(), asked.containers, asked.commandLine),
                                asked.resolvedAt))
                        .toList());
        attacks.put(asked.attack.guid, asked.attack);
    }

    private static boolean covers(KubernetesObject wanted, KubernetesObject pod) {
        return wanted.namespace().equals(pod.namespace())
                && (wanted.uid().equals(pod.uid())
                        || (!wanted.kind().equals(KubernetesObject.POD)
                                && pod.name().startsWith(wanted.name() + "-")));
    }

    private StandInExecution execution(Effect.Attacked attacked, Instant begin) {
        String length = attacked.argument("-l", "");
        Duration lasts = length.isEmpty() ? DEFAULT_LENGTH : Duration.ofSeconds(Long.parseLong(length));
        // A shutdown knows no length: it happens, and is over.
        boolean instant = attacked.commandLine().get(0).equals("shutdown");
        Course usual = Course.usual(pause, instant ? pause : lasts);
        return new StandInExecution(attacked, course.apply(usual), pause, effect, begin);
    }

    /** Rounded up: a share of one is one. */
    private static int share(int of, int percent) {
        return (of * percent + 99) / 100;
    }

    private KubernetesObject object(Node node) {
        KubernetesObject named = new KubernetesObject(
                node.get("clusterId").stringOr(""),
                "not-known",
                node.get("namespace").stringOr(""),
                node.get("name").stringOr(""),
                node.get("kind").stringOr(""),
                Map.of(),
                List.of(),
                "");
        return objects.stream()
                .filter(object -> object.clusterId().equals(named.clusterId())
                        && object.kind().equals(named.kind())
                        && object.namespace().equals(named.namespace())
                        && object.name().equals(named.name()))
                .findFirst()
                .orElse(named);
    }
}
