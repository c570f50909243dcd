package com.example.chaos;

import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverProvider;
import dev.holograph.chaos.spi.FaultDriver;
import java.util.List;

/** The drivers for spools: {@code drivers: { spool-lock: spool }}. */
public final class SpoolDriverProvider implements DriverProvider {

    static final String NAME = "spool";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<FaultDriver<?>> drivers(DriverContext context) {
        return List.of(new SpoolLockDriver(context));
    }
}
