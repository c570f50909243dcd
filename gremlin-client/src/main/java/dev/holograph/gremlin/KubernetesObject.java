package dev.holograph.gremlin;

import java.util.List;
import java.util.Map;

/**
 * An object of a cluster that Gremlin can attack.
 *
 * @param kind in upper case as Gremlin writes it: POD, DEPLOYMENT, STATEFULSET, DAEMONSET, REPLICASET …
 * @param labels its own; empty where Gremlin does not report them
 * @param containers the names of a pod's containers; empty where Gremlin does not report them
 * @param phase of a pod as Kubernetes has it: Pending, Running, Succeeded, Failed, Unknown; empty where Gremlin does not
 *     tell it
 */
public record KubernetesObject(
        String clusterId,
        String uid,
        String namespace,
        String name,
        String kind,
        Map<String, String> labels,
        List<String> containers,
        String phase) {

    public static final String POD = "POD";

    public KubernetesObject {
        labels = Map.copyOf(labels);
        containers = List.copyOf(containers);
        for (String part : List.of(clusterId, uid, namespace, name, kind)) {
            if (part.isBlank()) {
                throw new IllegalArgumentException(
                        "a Kubernetes object must have a cluster, uid, namespace, name and kind");
            }
        }
    }
}
