package dev.holograph.chaos.testkit;

import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.ServiceControl;
import dev.holograph.chaos.spi.Services;
import java.util.Map;
import java.util.Optional;

/**
 * No services of the run, and targets that are reached where these addresses say.
 *
 * @param endpoints by the names of targets
 */
public record TestServices(Map<String, Endpoint> endpoints) implements Services {

    /** No target has an address. */
    public static final Services NONE = new TestServices(Map.of());

    public TestServices {
        endpoints = Map.copyOf(endpoints);
    }

    @Override
    public Optional<ServiceControl> service(String name) {
        return Optional.empty();
    }

    @Override
    public Optional<Endpoint> endpoint(String target) {
        return Optional.ofNullable(endpoints.get(target));
    }
}
