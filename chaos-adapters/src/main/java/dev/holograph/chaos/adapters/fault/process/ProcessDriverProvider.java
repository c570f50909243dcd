package dev.holograph.chaos.adapters.fault.process;

import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverProvider;
import dev.holograph.chaos.spi.FaultDriver;
import java.util.List;

/** Brings the faults that act on the processes of local services. */
public final class ProcessDriverProvider implements DriverProvider {

    static final String NAME = "process";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<FaultDriver<?>> drivers(DriverContext context) {
        return List.of(new ProcessKiller(context));
    }
}
