package dev.holograph.chaos.adapters.fault.gremlin;

import dev.holograph.gremlin.AttackId;
import dev.holograph.gremlin.Execution;
import dev.holograph.gremlin.GremlinClient;
import dev.holograph.gremlin.GremlinException;
import dev.holograph.gremlin.KubernetesAttack;
import dev.holograph.gremlin.KubernetesAttackId;
import dev.holograph.gremlin.Lifecycle;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One look at an attack: itself, and what it does to each pod. */
record Look(KubernetesAttack attack, List<Execution> executions) {

    /** Stages in which an execution has ended, and its fault perhaps not. */
    private static final Set<String> PERHAPS_IN_FORCE = Set.of("TeardownFailed", "HaltFailed", "LostCommunication");

    static Look at(GremlinClient gremlin, KubernetesAttackId id) throws GremlinException, InterruptedException {
        KubernetesAttack attack = gremlin.kubernetesAttack(id);
        AttackId launched = attack.attack();
        return new Look(attack, launched == null ? List.of() : gremlin.executions(launched));
    }

    /** It has been refused, halted before it began, or each of its executions is over. */
    boolean isOver() {
        boolean ended =
                attack.stage().equals(KubernetesAttack.ERROR) || attack.stage().equals(KubernetesAttack.USER_HALTED);
        return executions.isEmpty() ? ended : executions.stream().allMatch(Execution::isFinished);
    }

    boolean isRunning() {
        return !executions.isEmpty()
                && executions.stream().allMatch(execution -> execution.hasRun() && !execution.isFinished());
    }

    /** Something has gone another way than to Running. */
    boolean hasFailed() {
        return attack.stage().equals(KubernetesAttack.ERROR)
                || attack.stage().equals(KubernetesAttack.USER_HALTED)
                || executions.stream().anyMatch(Execution::isFinished);
    }

    boolean hasError() {
        return attack.stage().equals(KubernetesAttack.ERROR)
                || executions.stream().anyMatch(execution -> execution.lifecycle() == Lifecycle.ERROR);
    }

    /** The executions that have ended without their end being certain. */
    List<Execution> perhapsInForce() {
        return executions.stream()
                .filter(Execution::hasRun)
                .filter(execution -> PERHAPS_IN_FORCE.contains(execution.stage().name()))
                .toList();
    }

    /** Which stage, with what the agents say: {@code 2 × Running}, {@code 1 × Failed ("no such device")}. */
    String words() {
        if (executions.isEmpty()) {
            return attack.stage() + (attack.error() == null ? "" : " (" + attack.error() + ")");
        }
        Map<String, Long> stages = executions.stream()
                .map(execution -> execution.stage().name() + said(execution))
                .collect(Collectors.groupingBy(stage -> stage, TreeMap::new, Collectors.counting()));
        return stages.entrySet().stream()
                .map(stage -> stage.getValue() + " × " + stage.getKey())
                .collect(Collectors.joining(", "));
    }

    private static String said(Execution execution) {
        String output = execution.output().strip().replaceAll("\\s+", " ");
        return output.isEmpty() || execution.lifecycle() != Lifecycle.ERROR
                ? ""
                : " (\"" + output.substring(0, Math.min(120, output.length())) + "\")";
    }
}
