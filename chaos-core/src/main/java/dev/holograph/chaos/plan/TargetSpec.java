package dev.holograph.chaos.plan;

import dev.holograph.chaos.scenario.Location;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that load goes to and faults act on.
 *
 * @param service the local service that it is; {@code null}: it runs elsewhere
 * @param throughProxy whether it is reached through the built-in proxy
 * @param url where it is, e.g. {@code http://127.0.0.1:8080} or {@code jdbc:postgresql://…}, may hold a password; {@code
 *     null} for a local service, and where nothing but faults goes to it
 * @param kubernetes its pods; {@code null} if it is none of a cluster
 * @param hosts the hosts that it is; {@code null} if faults do not act on whole hosts
 */
public record TargetSpec(
        String name,
        @Nullable String service,
        boolean throughProxy,
        @Nullable String url,
        @Nullable KubernetesTarget kubernetes,
        @Nullable HostsTarget hosts,
        Location location) {

    /** A target that is no host. */
    public TargetSpec(
            String name,
            @Nullable String service,
            boolean throughProxy,
            @Nullable String url,
            @Nullable KubernetesTarget kubernetes,
            Location location) {
        this(name, service, throughProxy, url, kubernetes, null, location);
    }

    /** A target that is neither pod nor host. */
    public TargetSpec(
            String name, @Nullable String service, boolean throughProxy, @Nullable String url, Location location) {
        this(name, service, throughProxy, url, null, null, location);
    }

    /** Whether this and another target of an environment are the same service or the same address. */
    public boolean isSamePlace(TargetSpec other) {
        return name.equals(other.name)
                || (service != null && service.equals(other.service))
                || (address() != null && Objects.equals(address(), other.address()));
    }

    private @Nullable String address() {
        return url == null ? null : TargetUrl.address(url).orElse(null);
    }

    /** What may be shown of it: a URL without its user and password. */
    public String shown() {
        if (service != null) {
            return "local service " + service;
        }
        if (url != null && TargetUrl.isDatabase(url)) {
            // Where a password stands in it is each driver's own.
            return TargetUrl.host(url).map(host -> "database on " + host).orElse("database");
        }
        if (url != null) {
            return TargetUrl.withoutLogin(url);
        }
        if (kubernetes != null) {
            return "pods " + kubernetes;
        }
        return hosts == null ? name : "hosts " + hosts;
    }

    /** Without the URL's password. */
    @Override
    public String toString() {
        return name + " (" + shown() + ")";
    }
}
