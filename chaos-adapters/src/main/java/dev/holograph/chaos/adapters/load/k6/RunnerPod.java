package dev.holograph.chaos.adapters.load.k6;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A pod of a TestRun, as the API server has it. */
record RunnerPod(Pod pod) {

    /** Why one whose pod has gone is no witness. */
    static final String DELETED = "its pod was deleted by somebody else";

    private static final Set<String> NEVER_PULLED =
            Set.of("ErrImageNeverPull", "ImagePullBackOff", "InvalidImageName", "ErrImageNotFound");

    private static final Set<String> NEVER_MADE =
            Set.of("CreateContainerConfigError", "CreateContainerError", "RunContainerError");

    String name() {
        return pod.getMetadata().getName();
    }

    String node() {
        String node = pod.getSpec().getNodeName();
        return node == null ? "no node" : node;
    }

    /** Which runner it is, from 1; empty: it is none, such as the pod that starts the others. */
    Optional<Integer> index(String testRun) {
        Map<String, String> labels = pod.getMetadata().getLabels();
        String job = labels.getOrDefault("batch.kubernetes.io/job-name", labels.getOrDefault("job-name", ""));
        String prefix = testRun + "-";
        return job.startsWith(prefix) && job.substring(prefix.length()).matches("[1-9]\\d{0,4}")
                ? Optional.of(Integer.valueOf(job.substring(prefix.length())))
                : Optional.empty();
    }

    boolean isRunning(String container) {
        return status(container)
                .map(ContainerStatus::getState)
                .map(ContainerState::getRunning)
                .isPresent();
    }

    /** Whether none of its containers will do anything more. */
    boolean isOver() {
        String phase = pod.getStatus().getPhase();
        return "Failed".equals(phase) || "Succeeded".equals(phase);
    }

    /** The exit code of k6; empty while it has not ended. */
    Optional<Integer> exitCode() {
        return terminated().map(ContainerStateTerminated::getExitCode);
    }

    private Optional<ContainerStateTerminated> terminated() {
        return status(TestRunSpec.K6).map(ContainerStatus::getState).map(ContainerState::getTerminated);
    }

    /** Why it did not go on, where the cluster is the reason: evicted, out of memory. */
    @Nullable String stopped() {
        String reason = pod.getStatus().getReason();
        if (reason != null && !reason.isEmpty()) {
            String message = pod.getStatus().getMessage();
            return "the cluster has ended it (" + reason + (message == null ? "" : ": " + message.strip()) + ")";
        }
        Optional<ContainerStateTerminated> terminated = terminated();
        if (terminated.filter(end -> "OOMKilled".equals(end.getReason())).isPresent()) {
            return "it was killed because it took more memory than it is given; raise memory: under k6Operator:";
        }
        return pod.getMetadata().getDeletionTimestamp() == null ? null : DELETED;
    }

    /** Why it will never run as it is; empty: it may. */
    Optional<String> hopeless() {
        for (ContainerStatus status : statuses().toList()) {
            ContainerStateWaiting waiting =
                    status.getState() == null ? null : status.getState().getWaiting();
            String reason = waiting == null ? null : waiting.getReason();
            if (waiting != null && reason != null && NEVER_PULLED.contains(reason)) {
                return Optional.of("the image " + status.getImage() + " cannot be pulled on " + node() + " ("
                        + because(reason, waiting.getMessage())
                        + "); see its name and its registry, and pullPolicy: under k6Operator:");
            }
            if (waiting != null && reason != null && NEVER_MADE.contains(reason)) {
                return Optional.of("container " + status.getName() + " of pod " + name() + " cannot be made ("
                        + because(reason, waiting.getMessage()) + ")");
            }
        }
        return Optional.empty();
    }

    /** Why no node takes it; empty: one has, or nobody knows yet. */
    Optional<String> unschedulable() {
        List<PodCondition> conditions = pod.getStatus().getConditions();
        return conditions.stream()
                .filter(one -> "PodScheduled".equals(one.getType()) && "Unschedulable".equals(one.getReason()))
                .findFirst()
                .map(one -> "no node takes pod " + name() + ": " + one.getMessage()
                        + "; lower runners:, cpu: or memory:, or leave separate: out");
    }

    private static String because(String reason, @Nullable String message) {
        return reason
                + (message == null ? "" : ": " + message.lines().findFirst().orElse(""));
    }

    private Optional<ContainerStatus> status(String container) {
        return statuses().filter(status -> container.equals(status.getName())).findFirst();
    }

    private Stream<ContainerStatus> statuses() {
        return Stream.concat(
                pod.getStatus().getInitContainerStatuses().stream(), pod.getStatus().getContainerStatuses().stream());
    }
}
