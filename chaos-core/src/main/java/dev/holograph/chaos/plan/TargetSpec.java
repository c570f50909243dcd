package dev.holograph.chaos.plan;

import dev.holograph.chaos.scenario.Location;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something that load goes to and faults act on.
 *
 * @param service the local service that it is; {@code null}: it runs elsewhere. With a URL, that leads to another service
 *     of the run which stands before this one
 * @param throughProxy whether it is reached through the built-in proxy
 * @param proxyPort where the proxy listens on this machine, for clients that the run does not start; {@code null}: any
 *     free port
 * @param url where it is, e.g. {@code http://127.0.0.1:8080} or {@code jdbc:postgresql://{db.address}/shop}, may hold a
 *     password, and services whose address only the run knows; {@code null} for a local service, and where nothing but
 *     faults goes to it
 * @param kubernetes its pods; {@code null} if it is none of a cluster
 * @param hosts the hosts that it is; {@code null} if faults do not act on whole hosts
 * @param tls how it is checked where its URL asks for TLS
 */
public record TargetSpec(
        String name,
        @Nullable String service,
        boolean throughProxy,
        @Nullable Integer proxyPort,
        @Nullable String url,
        @Nullable KubernetesTarget kubernetes,
        @Nullable HostsTarget hosts,
        Tls tls,
        Location location) {

    private static final Pattern UNCHECKED_REDIS =
            Pattern.compile("[?&]verifyPeer=(NONE|false)\\b", Pattern.CASE_INSENSITIVE);

    /** A target that is checked as usual where its URL asks for TLS. */
    public TargetSpec(
            String name,
            @Nullable String service,
            boolean throughProxy,
            @Nullable Integer proxyPort,
            @Nullable String url,
            @Nullable KubernetesTarget kubernetes,
            @Nullable HostsTarget hosts,
            Location location) {
        this(name, service, throughProxy, proxyPort, url, kubernetes, hosts, Tls.STANDARD, location);
    }

    /** A target whose proxy, if it has one, listens on any free port. */
    public TargetSpec(
            String name,
            @Nullable String service,
            boolean throughProxy,
            @Nullable String url,
            @Nullable KubernetesTarget kubernetes,
            @Nullable HostsTarget hosts,
            Location location) {
        this(name, service, throughProxy, null, url, kubernetes, hosts, location);
    }

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

    /** Whether the run's own clients speak TLS with it. */
    public boolean isSecure() {
        return url != null && TargetUrl.isSecure(url);
    }

    /** Whether it is reached by TLS that checks nothing. A Redis URL can say so as well, by {@code verifyPeer=NONE}. */
    public boolean isUnchecked() {
        return url != null
                && isSecure()
                && (tls.insecure() || UNCHECKED_REDIS.matcher(url).find());
    }

    /** What may be shown of it: a URL without its user and password. */
    public String shown() {
        if (service != null) {
            return "local service " + service + (url == null ? "" : " behind " + TargetUrl.withoutLogin(url));
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
