package dev.holograph.chaos.adapters.fault.proxy;

import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.fault.Reset;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.FaultDriver;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Resets all connections that are open at one instant, by an RST to both sides. Instant: nothing to undo. */
final class ResetDriver implements FaultDriver<Reset> {

    private final DriverContext context;

    ResetDriver(DriverContext context) {
        this.context = context;
    }

    @Override
    public Class<Reset> fault() {
        return Reset.class;
    }

    @Override
    public Prepared<Reset> prepare(FaultStep step, Reset fault, TargetSpec target) {
        Targets.mustBeProxied(fault, target);
        String description = "resets all open connections to " + target.name();
        return new Prepared<>(step, fault, target, ProxyDriverProvider.NAME, description, null);
    }

    @Override
    public Evidence inject(Prepared<Reset> prepared) throws DriverException, InterruptedException {
        List<Future<?>> resets = Targets.gateway(context, prepared.target()).reset();
        for (Future<?> pending : resets) {
            try {
                pending.get();
            } catch (ExecutionException e) {
                throw new DriverException("the proxy failed to reset a connection: " + e.getCause(), e);
            }
        }
        return resets.isEmpty()
                ? GatewayUsers.of(context, prepared.target())
                        .nothing("no connection to " + prepared.target().name() + " was open")
                : Evidence.observed(resets.size() + " open connections were reset");
    }
}
