package dev.holograph.chaos.plan;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names a kind of target. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface TargetType {

    /** The key of a target under which its settings stand. */
    String name();

    /** What such a target is, in a few words: {@code its pods}. */
    String doc();
}
