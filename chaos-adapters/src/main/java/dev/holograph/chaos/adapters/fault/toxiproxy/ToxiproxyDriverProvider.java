package dev.holograph.chaos.adapters.fault.toxiproxy;

import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.scenario.fault.Bandwidth;
import dev.holograph.chaos.scenario.fault.Latency;
import dev.holograph.chaos.scenario.fault.Partition;
import dev.holograph.chaos.scenario.fault.SlowClose;
import dev.holograph.chaos.spi.Check;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.DriverProvider;
import dev.holograph.chaos.spi.FaultDriver;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Brings the network faults that a Toxiproxy can do which runs already. Setting: {@code chaos.toxiproxy.url}, where its
 * HTTP API is.
 *
 * <p>Not among them: packet loss, for which Toxiproxy has no toxic; and reset, since its {@code reset_peer} spares the
 * connections that are open already and then resets every new one.
 */
public final class ToxiproxyDriverProvider implements DriverProvider {

    static final String NAME = "toxiproxy";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> settings() {
        return Set.of(Toxiproxy.SETTING);
    }

    @Override
    public List<FaultDriver<?>> drivers(DriverContext context) {
        return List.of(
                new ToxicDriver<>(Latency.class, Toxic::of, context),
                new ToxicDriver<>(Bandwidth.class, Toxic::of, context),
                new ToxicDriver<>(Partition.class, Toxic::of, context),
                new ToxicDriver<>(SlowClose.class, Toxic::of, context));
    }

    /** Where the environment has these drivers. */
    @Override
    public void sweep(Environment environment, DriverContext context, Set<String> alive, Consumer<String> progress)
            throws DriverException, InterruptedException {
        boolean isUsed = environment.drivers().values().stream()
                .anyMatch(choice -> choice.driver().equals(NAME));
        if (isUsed) {
            new ToxicSweep(server(context), context.clock()).takeBack(environment, alive, progress);
        }
    }

    private static Toxiproxy server(DriverContext context) throws DriverException {
        try {
            return Toxiproxy.of(context);
        } catch (IllegalArgumentException e) {
            throw new DriverException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public List<Check> checks(Environment environment, DriverContext context) throws InterruptedException {
        try {
            return new ToxiproxyCheck(Toxiproxy.of(context)).checks(environment);
        } catch (IllegalArgumentException e) {
            return List.of(Check.fail(NAME, String.valueOf(e.getMessage()), null));
        }
    }
}
