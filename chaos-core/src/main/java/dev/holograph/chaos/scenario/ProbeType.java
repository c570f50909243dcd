package dev.holograph.chaos.scenario;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names a kind of probe. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ProbeType {

    /** The key of a probe by which this kind is chosen: one of the keys that its record defines. */
    String name();

    /** Whether it waits for answers. If not, a probe of this kind has no {@code timeout:}. */
    boolean waits() default true;
}
