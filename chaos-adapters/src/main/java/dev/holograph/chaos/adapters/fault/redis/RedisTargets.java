package dev.holograph.chaos.adapters.fault.redis;

import dev.holograph.chaos.adapters.redis.RedisAddress;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.TargetUrl;
import dev.holograph.chaos.plan.Tls;
import dev.holograph.chaos.plan.Tls.PemFile;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.Endpoint;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslVerifyMode;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the Redis of a target, and finds it again for an undo. A recipe names it without its password: the process that
 * injected knows it still, another one asks for it by {@link DriverContext#secret}.
 */
final class RedisTargets {

    /** Where another process finds the password that the recipe does not hold. */
    static final String PASSWORD_VARIABLE = "REDIS_PASSWORD";

    /** Its {@code <server>} in Maven's settings. */
    static final String PASSWORD_SERVER = "redis";

    private static final String TARGET = "target";
    private static final String SERVICE = "service";
    private static final String HOST = "host";
    private static final String PORT = "port";
    private static final String TLS = "tls";
    private static final String VERIFY = "verifyPeer";
    private static final String TRUST = "trust";
    private static final String CERTIFICATE = "certificate";
    private static final String KEY = "key";
    private static final String USER = "user";
    private static final String PASSWORD = "password";
    private static final Set<String> KEYS =
            Set.of(TARGET, HOST, PORT, TLS, VERIFY, USER, PASSWORD, TRUST, CERTIFICATE, KEY);

    private final DriverContext context;
    /** Redis servers that this process has seen, by their undo recipe's values. */
    private final Map<Map<String, String>, RedisAddress> known = new ConcurrentHashMap<>();

    RedisTargets(DriverContext context) {
        this.context = context;
    }

    /** @throws IllegalArgumentException if the target is no Redis */
    static void mustBeRedis(TargetSpec target) {
        if (target.service() == null && !RedisAddress.isRedis(target.url())) {
            throw new IllegalArgumentException("driver '" + RedisDriverProvider.NAME + "' needs a Redis, and target '"
                    + target.name() + "' is none; give it url: redis://host:port, or a service: of type redis");
        }
        if (target.service() == null
                && !TargetUrl.services(String.valueOf(target.url())).isEmpty()) {
            throw new IllegalArgumentException(
                    "driver '" + RedisDriverProvider.NAME + "' reaches a service of the run by its"
                            + " name, not by the url of target '" + target.name() + "'; write service: "
                            + String.join(", ", TargetUrl.services(String.valueOf(target.url()))) + " there");
        }
        if (target.service() == null) {
            RedisAddress.uri(target);
        }
    }

    /** How a person reaches it; the port of a service of the run is known once that runs. */
    static String redisCli(TargetSpec target) {
        return target.service() == null ? redisCli(target, RedisAddress.uri(target)) : "redis-cli -p PORT";
    }

    /** The same where it was found. Its password stands in no file: {@code redis-cli} takes it from a variable. */
    static String redisCli(TargetSpec target, RedisURI found) {
        Map<String, String> data = recipe(target);
        String user = data.getOrDefault(USER, "");
        return (data.containsKey(PASSWORD) ? "REDISCLI_AUTH=\"${" + PASSWORD_VARIABLE + ":?}\" " : "") + "redis-cli -h "
                + found.getHost() + " -p " + found.getPort() + (user.isEmpty() ? "" : " --user '" + user + "'")
                + (found.isSsl() ? " --tls" : "") + (found.getVerifyMode() == SslVerifyMode.NONE ? " --insecure" : "")
                + option(data, TRUST, "--cacert") + option(data, CERTIFICATE, "--cert") + option(data, KEY, "--key");
    }

    private static String option(Map<String, String> data, String key, String option) {
        return data.containsKey(key) ? " " + option + " '" + data.get(key) + "'" : "";
    }

    /** Past the proxy: whether the Redis can be reached must not depend on a network fault that is on. */
    RedisAddress address(TargetSpec target) throws DriverException {
        RedisAddress address = RedisAddress.of(target, context.services());
        if (target.service() == null) {
            known.put(recipe(target), address);
        }
        return address;
    }

    /** What a recipe needs so that the target is found again; no password. */
    static Map<String, String> recipe(TargetSpec target) {
        Map<String, String> data = new HashMap<>();
        data.put(TARGET, target.name());
        if (target.service() != null) {
            data.put(SERVICE, target.service());
            return data;
        }
        RedisURI uri = RedisAddress.uri(target);
        data.put(HOST, uri.getHost());
        data.put(PORT, String.valueOf(uri.getPort()));
        data.put(TLS, String.valueOf(uri.isSsl()));
        data.put(VERIFY, uri.getVerifyMode().name());
        put(data, TRUST, target.tls().trust());
        put(data, CERTIFICATE, target.tls().certificate());
        put(data, KEY, target.tls().key());
        String info = URI.create(String.valueOf(target.url())).getUserInfo();
        if (info != null) {
            // To Redis clients, a lone word before the @ is a password.
            int colon = info.indexOf(':');
            data.put(USER, colon < 0 ? "" : info.substring(0, colon));
            data.put(PASSWORD, "in " + PASSWORD_VARIABLE);
        }
        return data;
    }

    /** Where a file is, never what is in it. */
    private static void put(Map<String, String> data, String key, @Nullable PemFile file) {
        if (file != null) {
            data.put(key, file.path().toAbsolutePath().toString());
        }
    }

    private static @Nullable PemFile file(Map<String, String> data, String key) {
        String path = data.get(key);
        return path == null ? null : new PemFile(Path.of(path), path, new Location("the journal", 1, 1));
    }

    /**
     * The Redis of a recipe; empty if it was a service of a run and does not run any more, and its faults with it.
     *
     * @throws DriverException if the password is needed and not to be had
     */
    Optional<RedisAddress> address(UndoRecipe recipe) throws DriverException {
        Map<String, String> data = recipe.data();
        String service = data.get(SERVICE);
        if (service != null) {
            return context.services()
                    .service(service)
                    .filter(found -> found.pid() != 0)
                    .map(found -> RedisAddress.local(found, "service '" + service + "'"));
        }
        Map<String, String> key = new HashMap<>(data);
        key.keySet().retainAll(KEYS);
        RedisAddress address = known.get(key);
        return Optional.of(address == null ? fromRecipe(data) : address);
    }

    private RedisAddress fromRecipe(Map<String, String> data) throws DriverException {
        String host = data.getOrDefault(HOST, "");
        int port = Integer.parseInt(data.getOrDefault(PORT, "6379"));
        String place = "Redis " + new Endpoint(host, port);
        RedisURI.Builder builder = RedisURI.builder()
                .withHost(host)
                .withPort(port)
                .withSsl(Boolean.parseBoolean(data.get(TLS)))
                .withVerifyPeer(SslVerifyMode.valueOf(data.getOrDefault(VERIFY, SslVerifyMode.FULL.name())));
        if (data.containsKey(PASSWORD)) {
            char[] password = context.secret(PASSWORD_VARIABLE, PASSWORD_SERVER)
                    .orElseThrow(() -> new DriverException(place + " wants a password; set " + PASSWORD_VARIABLE
                            + ", or give Maven's settings a <server> '" + PASSWORD_SERVER + "' with it"))
                    .toCharArray();
            String user = data.getOrDefault(USER, "");
            if (user.isEmpty()) {
                builder.withPassword(password);
            } else {
                builder.withAuthentication(user, password);
            }
        }
        Tls tls = new Tls(file(data, TRUST), file(data, CERTIFICATE), file(data, KEY), false);
        return new RedisAddress(place, builder.build(), tls, null);
    }
}
