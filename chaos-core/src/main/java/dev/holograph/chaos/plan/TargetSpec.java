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
 * @param kind what faults act on if that is neither the service nor what the URL leads to, such as pods or whole hosts;
 *     {@code null} if it is
 * @param tls how it is checked where its URL asks for TLS
 */
public record TargetSpec(
        String name,
        @Nullable String service,
        boolean throughProxy,
        @Nullable Integer proxyPort,
        @Nullable String url,
        @Nullable TargetKind kind,
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
            @Nullable TargetKind kind,
            Location location) {
        this(name, service, throughProxy, proxyPort, url, kind, Tls.STANDARD, location);
    }

    /** A target whose proxy, if it has one, listens on any free port. */
    public TargetSpec(
            String name,
            @Nullable String service,
            boolean throughProxy,
            @Nullable String url,
            @Nullable TargetKind kind,
            Location location) {
        this(name, service, throughProxy, null, url, kind, location);
    }

    /** A target that is a service or a URL, and nothing else. */
    public TargetSpec(
            String name, @Nullable String service, boolean throughProxy, @Nullable String url, Location location) {
        this(name, service, throughProxy, url, null, location);
    }

    /** Its pods; {@code null} if it is none of a cluster. */
    public @Nullable KubernetesTarget kubernetes() {
        return as(KubernetesTarget.class);
    }

    /** The hosts that it is; {@code null} if faults do not act on whole hosts. */
    public @Nullable HostsTarget hosts() {
        return as(HostsTarget.class);
    }

    /** What it is as one of this kind; {@code null} if it is none. */
    public <K extends TargetKind> @Nullable K as(Class<K> type) {
        return type.isInstance(kind) ? type.cast(kind) : null;
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
        return kind == null ? name : kind.shown();
    }

    /** Without the URL's password. */
    @Override
    public String toString() {
        return name + " (" + shown() + ")";
    }
}
