package com.example.chaos;

import dev.holograph.chaos.plan.TargetKind;
import dev.holograph.chaos.spi.TargetProvider;

/** Lets environments have spools. */
public final class SpoolTargetProvider implements TargetProvider {

    @Override
    public Class<? extends TargetKind> target() {
        return SpoolTarget.class;
    }
}
