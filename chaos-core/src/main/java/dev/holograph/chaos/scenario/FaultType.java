package dev.holograph.chaos.scenario;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names a kind of fault. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface FaultType {

    /** As it is written after {@code type:}. */
    String name();

    /** Whether it lasts until it is undone. If not, it happens at one instant and there is nothing to undo. */
    boolean lasting();

    /** What it does, in one sentence. */
    String does();

    /** Whether it destroys what nothing can bring back. It must be allowed by the environment's guard, then. */
    boolean destroys() default false;

    /** Whether it acts on connections that pass, and not on the target itself: only what passes feels it. */
    boolean isOfNetwork() default false;
}
