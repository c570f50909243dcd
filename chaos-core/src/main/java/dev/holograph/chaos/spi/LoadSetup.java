package dev.holograph.chaos.spi;

import java.util.Map;

/** Makes the request of a load's {@code setup:}. */
public interface LoadSetup {

    /** Where no load has one. */
    LoadSetup NONE = (plan, deadline) -> {
        throw new DriverException("load '" + plan.load().name() + "': setup: is not possible here");
    };

    /**
     * Makes the request, once.
     *
     * @param plan of a load with a setup
     * @return the values of the answer, by name: secrets
     * @throws DriverException if it is not answered before the deadline, not as expected, or without one of the values;
     *     the message holds no secret
     */
    Map<String, String> values(LoadPlan plan, Deadline deadline) throws DriverException, InterruptedException;
}
