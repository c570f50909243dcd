package dev.holograph.gremlin;

/** Names one attack on Kubernetes objects. */
public record KubernetesAttackId(String value) {

    /** @throws IllegalArgumentException if it is none */
    public KubernetesAttackId {
        Ids.check("a Kubernetes attack's id", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
