package dev.holograph.chaos.adapters.fault.kubernetes;

import dev.holograph.chaos.adapters.cluster.Api;
import dev.holograph.chaos.adapters.cluster.Pods;
import dev.holograph.chaos.scenario.fault.ContainerKill;
import dev.holograph.chaos.spi.DriverException;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ContainerResource;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import java.io.ByteArrayOutputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The signal that ends a container. Apart from {@link ContainerKiller}, which every goal makes and the JVM verifies: its
 * {@code catch} would load Fabric8 in builds without a cluster.
 */
final class ContainerSignal {

    private ContainerSignal() {}

    /**
     * Sends it once.
     *
     * @param endedWithin after so long no more is waited for
     * @return why it is not known whether the command ran; empty: it did, or its connection ended with the container.
     *     What happened is seen by the container's state in either case.
     */
    static String send(Pods pods, Pod pod, ContainerKill.Signal signal, Duration endedWithin)
            throws DriverException, InterruptedException {
        // -1: every process but the first, which SIGKILL from inside cannot reach, and the shell itself.
        String whom = signal == ContainerKill.Signal.KILL ? "-1" : "1";
        ByteArrayOutputStream complaint = new ByteArrayOutputStream();
        String command = "kill -" + signal + " " + whom;
        try (ExecWatch exec = resource(pods, pod).writingError(complaint).exec("sh", "-c", command)) {
            Integer code = exec.exitCode().get(endedWithin.toMillis(), TimeUnit.MILLISECONDS);
            boolean killedItself = code != null && code > 128;
            if (code != null && code != 0 && !killedItself) {
                throw new DriverException("kill in pod " + Pods.name(pod) + " ended with status " + code + ": "
                        + complaint.toString(StandardCharsets.UTF_8).strip()
                        + "; the container needs a shell with kill for container-kill");
            }
            return "";
        } catch (ExecutionException | TimeoutException e) {
            return ""; // the connection can end with the container that was killed
        } catch (KubernetesClientException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while querying the API server");
            }
            String problem = "no command can be run in pod " + Pods.name(pod) + ": " + Api.reason(e);
            if (e.getCode() > 0 && e.getCode() < HttpURLConnection.HTTP_INTERNAL_ERROR) {
                throw new DriverException(problem, e);
            }
            return problem;
        }
    }

    private static ContainerResource resource(Pods pods, Pod pod) {
        return pods.client()
                .pods()
                .inNamespace(pods.target().namespace())
                .withName(Pods.name(pod))
                .inContainer(container(pods, pod));
    }

    /** The name of the one that is meant: the target's, else the first. */
    static String container(Pods pods, Pod pod) {
        String name = pods.target().container();
        return name == null ? pod.getSpec().getContainers().get(0).getName() : name;
    }
}
