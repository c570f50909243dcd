package dev.holograph.chaos.adapters.fault.gremlin;

import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.spi.Check;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverProvider;
import dev.holograph.chaos.spi.FaultDriver;
import java.util.List;
import java.util.Set;

/** Brings the faults that Gremlin's agents do to the pods of a cluster and to hosts. */
public final class GremlinDriverProvider implements DriverProvider {

    static final String NAME = "gremlin";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> settings() {
        return Set.of(Gremlin.URL, Gremlin.TEAM, Gremlin.CLUSTER);
    }

    @Override
    public List<FaultDriver<?>> drivers(DriverContext context) {
        return GremlinDrivers.of(new Gremlin(context, Pause.REAL));
    }

    @Override
    public List<Check> checks(Environment environment, DriverContext context) throws InterruptedException {
        return new GremlinChecks(new Gremlin(context, Pause.REAL)).of(environment);
    }
}
