package dev.holograph.gremlin;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/** An attack of the stand-in, on whatever. */
final class StandInAttack {

    final String guid = UUID.randomUUID().toString();
    final List<String> commandLine;
    final Map<String, String> annotations;
    final Instant createdAt;
    final List<StandInExecution> executions;

    StandInAttack(
            List<String> commandLine,
            Map<String, String> annotations,
            Instant createdAt,
            Function<String, List<StandInExecution>> executions) {
        this.commandLine = commandLine;
        this.annotations = annotations;
        this.createdAt = createdAt;
        this.executions = executions.apply(guid);
    }

    /** No target was found: the attack has nothing to do. */
    boolean isOver() {
        return executions.stream().allMatch(StandInExecution::isOver);
    }

    Stage stage() {
        return executions.stream()
                .filter(execution -> !execution.isOver())
                .map(StandInExecution::stage)
                .findFirst()
                .orElseGet(() -> executions.isEmpty()
                        ? Stage.TARGET_NOT_FOUND
                        : executions.get(executions.size() - 1).stage());
    }

    String lifecycle(String afterHalt) {
        Supplier<String> last = () -> executions.isEmpty()
                ? "Error"
                : executions.get(executions.size() - 1).lifecycle(afterHalt);
        return executions.stream()
                .filter(execution -> !execution.isOver())
                .map(execution -> execution.lifecycle(afterHalt))
                .findFirst()
                .orElseGet(last);
    }

    /** On Kubernetes objects: first they are resolved to pods, then the attack begins. */
    static final class OnKubernetes {

        final String uid = UUID.randomUUID().toString();
        final List<String> commandLine;
        final List<KubernetesObject> objects;
        final int percent;
        final List<String> containers;
        final Instant createdAt;
        final Instant resolvedAt;
        String stage = KubernetesAttack.RESOLVING;
        String error = "";
        StandInAttack attack;

        OnKubernetes(
                List<String> commandLine,
                List<KubernetesObject> objects,
                int percent,
                List<String> containers,
                Instant createdAt,
                Instant resolvedAt) {
            this.commandLine = commandLine;
            this.objects = objects;
            this.percent = percent;
            this.containers = containers;
            this.createdAt = createdAt;
            this.resolvedAt = resolvedAt;
        }
    }
}
