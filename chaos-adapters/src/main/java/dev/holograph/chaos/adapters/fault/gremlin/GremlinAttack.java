package dev.holograph.chaos.adapters.fault.gremlin;

import dev.holograph.gremlin.AttackId;
import dev.holograph.gremlin.GremlinClient;
import dev.holograph.gremlin.GremlinException;
import dev.holograph.gremlin.HaltReason;
import dev.holograph.gremlin.KubernetesAttackId;

/** An attack that Gremlin has created, by its id: on pods and on hosts they are two kinds of things to it. */
sealed interface GremlinAttack {

    /** The id. */
    String id();

    AttackStatus look(GremlinClient gremlin) throws GremlinException, InterruptedException;

    void halt(GremlinClient gremlin, HaltReason reason) throws GremlinException, InterruptedException;

    /** On the pods of a cluster. */
    record OnPods(KubernetesAttackId attack) implements GremlinAttack {
        @Override
        public String id() {
            return attack.value();
        }

        @Override
        public AttackStatus look(GremlinClient gremlin) throws GremlinException, InterruptedException {
            return AttackStatus.at(gremlin, attack);
        }

        @Override
        public void halt(GremlinClient gremlin, HaltReason reason) throws GremlinException, InterruptedException {
            gremlin.halt(attack, reason);
        }

        @Override
        public String toString() {
            return id();
        }
    }

    /** On hosts. */
    record OnHosts(AttackId attack) implements GremlinAttack {
        @Override
        public String id() {
            return attack.value();
        }

        @Override
        public AttackStatus look(GremlinClient gremlin) throws GremlinException, InterruptedException {
            return AttackStatus.at(gremlin, attack);
        }

        @Override
        public void halt(GremlinClient gremlin, HaltReason reason) throws GremlinException, InterruptedException {
            gremlin.halt(attack, reason);
        }

        @Override
        public String toString() {
            return id();
        }
    }
}
