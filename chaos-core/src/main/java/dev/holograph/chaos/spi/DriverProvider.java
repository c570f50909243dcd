package dev.holograph.chaos.spi;

import java.util.List;

/**
 * Brings fault drivers into a run. Found by {@link java.util.ServiceLoader}; a public class with a public constructor
 * and no heavy types in its signatures, since it is loaded in every goal.
 */
public interface DriverProvider {

    /** As it is written under an environment's {@code drivers:}. */
    String name();

    /** Makes the drivers; opens nothing. Called for every plan, also where nothing will run. */
    List<FaultDriver<?>> drivers(DriverContext context);
}
