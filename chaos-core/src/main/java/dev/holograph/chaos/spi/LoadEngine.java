package dev.holograph.chaos.spi;

import dev.holograph.chaos.slo.OutcomeSink;

/** Drives load by the contract: one outcome for each request that is due. */
public interface LoadEngine {

    String name();

    String version();

    /**
     * Starts the load. Everything that can be checked before the first request is checked here.
     *
     * @throws DriverException if it cannot start
     */
    RunningLoad start(LoadPlan plan, OutcomeSink sink) throws DriverException, InterruptedException;
}
