package dev.holograph.chaos.spi;

import java.util.Optional;

/** The local services of a run, while they run. */
public interface Services {

    /** The service of this name, if the environment starts one. */
    Optional<ServiceControl> service(String name);

    /** Where a target is reached, as the load sees it: through the proxy if the environment says so. */
    Optional<Endpoint> endpoint(String target);
}
