package dev.holograph.chaos.adapters.fault.gremlin;

import dev.holograph.gremlin.Attack;
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
import org.jspecify.annotations.Nullable;

/**
 * One look at an attack: itself, and what it does to each pod or host.
 *
 * @param stage of the attack as a whole
 * @param error what went wrong with it as a whole; {@code null}: nothing
 * @param end whether the attack as a whole is over, and how
 * @param launched what came of an attack on pods, with an id of its own; {@code null} for one on hosts, and while there
 *     is none
 */
record AttackStatus(
        String stage,
        @Nullable String error,
        End end,
        @Nullable AttackId launched,
        List<Execution> executions) {

    /** How an attack as a whole has ended, where no execution says more. */
    enum End {
        NOT_YET,
        ENDED,
        IN_ERROR
    }

    /** Stages in which an execution has ended, and its fault perhaps not. */
    private static final Set<String> PERHAPS_IN_FORCE = Set.of("TeardownFailed", "HaltFailed", "LostCommunication");

    static AttackStatus at(GremlinClient gremlin, KubernetesAttackId id) throws GremlinException, InterruptedException {
        KubernetesAttack attack = gremlin.kubernetesAttack(id);
        AttackId launched = attack.attack();
        End end =
                switch (attack.stage()) {
                    case KubernetesAttack.ERROR -> End.IN_ERROR;
                    case KubernetesAttack.USER_HALTED -> End.ENDED;
                    default -> End.NOT_YET;
                };
        return new AttackStatus(
                attack.stage(),
                attack.error(),
                end,
                launched,
                launched == null ? List.of() : gremlin.executions(launched));
    }

    static AttackStatus at(GremlinClient gremlin, AttackId id) throws GremlinException, InterruptedException {
        Attack attack = gremlin.attack(id);
        End end =
                switch (attack.lifecycle()) {
                    case ERROR -> End.IN_ERROR;
                    case COMPLETE -> End.ENDED;
                    default -> End.NOT_YET;
                };
        return new AttackStatus(attack.stage().name(), null, end, null, gremlin.executions(id));
    }

    /** It has been refused, halted before it began, or each of its executions is over. */
    boolean isOver() {
        return executions.isEmpty() ? end != End.NOT_YET : executions.stream().allMatch(Execution::isFinished);
    }

    boolean isRunning() {
        return !executions.isEmpty()
                && executions.stream().allMatch(execution -> execution.hasRun() && !execution.isFinished());
    }

    /** Something has gone another way than to Running. */
    boolean hasFailed() {
        return end != End.NOT_YET || executions.stream().anyMatch(Execution::isFinished);
    }

    boolean hasError() {
        return end == End.IN_ERROR
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
            return stage + (error == null ? "" : " (" + error + ")");
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
