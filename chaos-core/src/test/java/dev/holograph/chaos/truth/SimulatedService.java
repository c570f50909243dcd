package dev.holograph.chaos.truth;

import dev.holograph.chaos.scenario.Outcome;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A queue in front of a few servers: who comes first is served first, and serving takes lognormal times. */
public final class SimulatedService {

    /** Seconds after which the client gives up. */
    static final double TIMEOUT = 10;

    private final Model model;
    private final SplittableRandom random;
    private final double[] free = new double[Model.SERVERS];

    SimulatedService(Model model, SplittableRandom random) {
        this.model = model;
        this.random = random;
    }

    /**
     * What became of a request.
     *
     * @param outcome {@code null}: the load engine never says
     * @param latency seconds
     */
    public record Reply(@Nullable Outcome outcome, double latency) {}

    /** Of a request that is due at this second; asked in the order in which they are due. */
    Reply reply(double due, Regime regime) {
        double luck = random.nextDouble();
        if (luck < regime.refused()) {
            return new Reply(Outcome.FAILED, 0.001 + 0.003 * random.nextDouble());
        }
        if (luck < regime.refused() + regime.hanging()) {
            return new Reply(Outcome.TIMED_OUT, TIMEOUT);
        }
        if (luck < regime.refused() + regime.hanging() + regime.unsent()) {
            return new Reply(Outcome.UNSENT, TIMEOUT);
        }
        if (luck < regime.refused() + regime.hanging() + regime.unsent() + regime.silent()) {
            return new Reply(null, TIMEOUT);
        }
        int server = 0;
        for (int i = 1; i < free.length; i++) {
            server = free[i] < free[server] ? i : server;
        }
        free[server] = Math.max(due, free[server]) + model.serving() * regime.slow() * lognormal(model.noise());
        double latency = free[server] - due + regime.delay() * lognormal(0.1);
        return latency < TIMEOUT ? new Reply(Outcome.OK, latency) : new Reply(Outcome.TIMED_OUT, TIMEOUT);
    }

    /** With a mean of 1. */
    private double lognormal(double deviation) {
        return Math.exp(deviation * random.nextGaussian() - deviation * deviation / 2);
    }
}
