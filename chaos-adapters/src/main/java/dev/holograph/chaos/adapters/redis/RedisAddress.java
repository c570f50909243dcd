package dev.holograph.chaos.adapters.redis;

import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.TargetUrl;
import dev.holograph.chaos.plan.Tls;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.ServiceControl;
import dev.holograph.chaos.spi.Services;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslVerifyMode;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where a Redis is, and who asks it.
 *
 * @param place for messages, without the password
 * @param uri holds the password
 * @param tls how it is checked where its URL asks for TLS
 * @param through where a client connects in place of the URL's own host and port, whose name it asks for all the same;
 *     {@code null}: there
 */
public record RedisAddress(
        String place, RedisURI uri, Tls tls, @Nullable Endpoint through) {

    /** One that is checked as usual where its URL asks for TLS. */
    public RedisAddress(String place, RedisURI uri) {
        this(place, uri, Tls.STANDARD, null);
    }

    /** A target's, where its URL names no service of the run. */
    public static RedisAddress of(TargetSpec target) {
        return new RedisAddress(place(target), uri(target), target.tls(), null);
    }

    /**
     * A target's, past the proxy: whether the Redis can be reached must not depend on a network fault that is on.
     *
     * @throws DriverException if it is a service that does not run
     */
    public static RedisAddress of(TargetSpec target, Services services) throws DriverException {
        String place = place(target);
        if (target.service() != null) {
            return services.service(target.service())
                    .map(service -> local(service, place))
                    .orElseThrow(() -> new DriverException("service '" + target.service() + "' does not run"));
        }
        return new RedisAddress(place, uri(target, services.filled(String.valueOf(target.url()))), target.tls(), null);
    }

    /** A target's as the load sees it: through the proxy if the environment says so. */
    public static RedisAddress asLoadSees(TargetSpec target, Services services) throws DriverException {
        RedisAddress direct = of(target, services);
        if (!target.throughProxy()) {
            return direct;
        }
        Endpoint proxy = services.endpoint(target.name())
                .orElseThrow(() -> new DriverException("target '" + target.name() + "' has no address"));
        return new RedisAddress(direct.place(), direct.uri(), direct.tls(), proxy);
    }

    /** The address of a service of the run. */
    public static RedisAddress local(ServiceControl service, String place) {
        Endpoint direct = service.direct();
        return new RedisAddress(place, RedisURI.create(direct.host(), direct.port()));
    }

    /** For messages: a URL may hold a password, so only its host and port are shown. */
    public static String place(TargetSpec target) {
        if (target.service() != null) {
            return "service '" + target.service() + "'";
        }
        try {
            URI url = URI.create(String.valueOf(target.url()));
            return "Redis " + new Endpoint(String.valueOf(url.getHost()), TargetUrl.port(url));
        } catch (IllegalArgumentException e) {
            return "target '" + target.name() + "'";
        }
    }

    /** @throws IllegalArgumentException if the client does not understand the target's URL */
    public static RedisURI uri(TargetSpec target) {
        return uri(target, String.valueOf(target.url()));
    }

    private static RedisURI uri(TargetSpec target, String url) {
        try {
            RedisURI uri = RedisURI.create(url);
            if (target.tls().insecure()) {
                uri.setVerifyPeer(SslVerifyMode.NONE);
            }
            return uri;
        } catch (IllegalArgumentException e) {
            // Without its cause, whose message may hold the URL.
            throw new IllegalArgumentException(
                    place(target) + ": its URL is none that Redis clients understand; write redis://host:port");
        }
    }

    public static boolean isRedis(@Nullable String url) {
        return url != null && (url.startsWith("redis://") || url.startsWith("rediss://"));
    }

    @Override
    public String toString() {
        return place;
    }
}
