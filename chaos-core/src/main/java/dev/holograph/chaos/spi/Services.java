package dev.holograph.chaos.spi;

import dev.holograph.chaos.plan.TargetUrl;
import java.util.Optional;

/** The local services of a run, while they run. */
public interface Services {

    /** The service of this name, if the environment starts one. */
    Optional<ServiceControl> service(String name);

    /**
     * Where a target is reached, as the load sees it: through the proxy if the environment says so. Empty if it has no
     * address.
     */
    Optional<Endpoint> endpoint(String target);

    /**
     * A target's URL with the addresses of the services that it names, past any proxy.
     *
     * @throws DriverException if one of them does not run
     */
    default String filled(String url) throws DriverException {
        for (String name : TargetUrl.services(url)) {
            if (service(name).isEmpty()) {
                throw new DriverException("service '" + name + "' does not run");
            }
        }
        return TargetUrl.withServices(
                url, name -> service(name).orElseThrow().direct().toString());
    }
}
