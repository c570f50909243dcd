package dev.holograph.gremlin;

/** Names one attack on hosts or containers, or the attack that came of one on Kubernetes objects. */
public record AttackId(String value) {

    /** @throws IllegalArgumentException if it is none */
    public AttackId {
        Ids.check("an attack's id", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
