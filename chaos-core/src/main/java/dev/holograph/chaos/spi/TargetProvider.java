package dev.holograph.chaos.spi;

import dev.holograph.chaos.plan.TargetKind;

/** Brings one kind of target into a build. Found by {@link java.util.ServiceLoader}. */
public interface TargetProvider {

    /** Its record, which carries {@link dev.holograph.chaos.plan.TargetType}. */
    Class<? extends TargetKind> target();
}
