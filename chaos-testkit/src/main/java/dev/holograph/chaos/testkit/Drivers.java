package dev.holograph.chaos.testkit;

import dev.holograph.chaos.scenario.FaultType;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverProvider;
import dev.holograph.chaos.spi.FaultDriver;
import java.util.Objects;

/** The drivers of a provider, by their kinds of fault. */
final class Drivers {

    private Drivers() {}

    /** The name of the kind of fault that a driver does. */
    static String type(FaultDriver<?> driver) {
        return Objects.requireNonNull(
                        driver.fault().getAnnotation(FaultType.class), () -> driver.fault() + " carries no @FaultType")
                .name();
    }

    static FaultDriver<?> of(DriverProvider provider, DriverContext context, Class<?> fault) {
        return provider.drivers(context).stream()
                .filter(driver -> driver.fault().equals(fault))
                .findFirst()
                .orElseThrow(() -> new AssertionError(provider.name() + " has no driver for " + fault));
    }
}
