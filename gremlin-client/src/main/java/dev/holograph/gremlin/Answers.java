package dev.holograph.gremlin;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The records of answers. What Gremlin leaves out is empty; only an id must be there. */
final class Answers {

    private static final String ACTIVE = "ACTIVE";

    private Answers() {}

    static Attack attack(Node node) {
        return new Attack(
                new AttackId(node.get("guid").stringOr("")),
                stage(node),
                lifecycle(node),
                node.get("args").strings(),
                node.get("annotations").stringFields(),
                node.get("createdAt").instant(),
                node.get("endTime").instant());
    }

    static Execution execution(Node node) {
        String container = node.get("guestId").stringOr("");
        return new Execution(
                node.get("guid").stringOr(""),
                node.get("clientId").stringOr("") + (container.isEmpty() ? "" : "/" + container),
                stage(node),
                lifecycle(node),
                node.get("serviceStates")
                        .map(step -> new Execution.Step(
                                stage(step), step.get("timestamp").instant())),
                node.get("startTime").instant(),
                node.get("endTime").instant(),
                node.get("output").stringOr(""));
    }

    /** The shape of this answer is in no public document; it is read as the request and the list of experiments have it. */
    static KubernetesAttack kubernetesAttack(Node node) {
        Node strategy = node.get("targetDefinition").get("strategy");
        Node impact = node.get("impactDefinition");
        Node arguments = impact.get("cliArgs");
        return new KubernetesAttack(
                new KubernetesAttackId(first(node.get("uid"), node.get("guid"), node.get("k8sAttackId"))),
                first(node.get("k8sStage"), node.get("stage")),
                attackId(node.get("attackId")),
                arguments.items().isEmpty() ? impact.get("args").strings() : arguments.strings(),
                strategy.get("k8sObjects").items().stream()
                        .flatMap(
                                object -> object(object, object.get("clusterId").stringOr("")))
                        .toList(),
                firstNode(node.get("createdAt"), node.get("k8sAttackCreatedAt")).instant(),
                firstNode(node.get("error"), node.get("k8sError")).string().orElse(null));
    }

    /** The id of the one attack that {@code POST /attacks} has created. @throws IllegalArgumentException if it is not one */
    static KubernetesAttackId createdOnKubernetes(Node attacks) {
        List<Node> created = attacks.items();
        if (created.size() != 1) {
            throw new IllegalArgumentException("one attack was to be created, not " + created.size());
        }
        return new KubernetesAttackId(created.get(0).get("k8sAttackId").stringOr(""));
    }

    static List<KubernetesObject> kubernetesTargets(Node clusters) {
        return clusters.items().stream()
                .flatMap(cluster -> cluster.get("objects").items().stream()
                        .flatMap(object ->
                                object(object, cluster.get("clusterId").stringOr(""))))
                .toList();
    }

    /** Nothing if it has no name: such an object could not be attacked. */
    private static Stream<KubernetesObject> object(Node node, String clusterId) {
        try {
            return Stream.of(new KubernetesObject(
                    clusterId,
                    node.get("uid").stringOr(""),
                    node.get("namespace").stringOr(""),
                    node.get("name").stringOr(""),
                    node.get("kind").stringOr(""),
                    node.get("labels").stringFields(),
                    node.get("availableContainers").items().stream()
                            .flatMap(container -> container.get("name").string().stream())
                            .toList(),
                    node.get("podPhase").stringOr("")));
        } catch (IllegalArgumentException e) {
            return Stream.empty();
        }
    }

    /**
     * Those without an id are left out: they could not be attacked. A state other than ACTIVE is left out as well; that
     * the list of active agents has none is what its name says, and no document does.
     */
    static List<Agent> agents(Node agents) {
        return agents.items().stream()
                .filter(agent -> !agent.get("identifier").stringOr("").isBlank())
                .filter(agent -> agent.get("state").stringOr(ACTIVE).equals(ACTIVE))
                .map(agent -> new Agent(
                        agent.get("identifier").stringOr(""), agent.get("tags").stringFields()))
                .toList();
    }

    private static @Nullable AttackId attackId(Node node) {
        return node.stringOr("").isEmpty() ? null : new AttackId(node.stringOr(""));
    }

    private static Stage stage(Node node) {
        return new Stage(node.get("stage").stringOr("unknown"));
    }

    private static Lifecycle lifecycle(Node node) {
        return Lifecycle.of(node.get("stageLifecycle").stringOr(""));
    }

    private static String first(Node... nodes) {
        return firstNode(nodes).stringOr("");
    }

    private static Node firstNode(Node... nodes) {
        return Stream.of(nodes)
                .filter(node -> node.string().isPresent())
                .findFirst()
                .orElse(nodes[0]);
    }
}
