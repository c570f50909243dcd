package dev.holograph.chaos.adapters.doctor;

import dev.holograph.chaos.adapters.doctor.TargetUse.Kind;
import dev.holograph.chaos.adapters.redis.RedisAddress;
import dev.holograph.chaos.adapters.redis.RedisConnection;
import dev.holograph.chaos.adapters.tls.PlainCheck;
import dev.holograph.chaos.adapters.tls.TlsCheck;
import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.ServiceSpec;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.TargetUrl;
import dev.holograph.chaos.scenario.Load;
import dev.holograph.chaos.scenario.Probe;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.spi.Check;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.HttpAddress;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Asks each target of an environment once, for {@code chaos:doctor}: by HTTP one {@code GET}, of a WebSocket the
 * handshake, a Redis by {@code PING}, a Prometheus by a query, and of anything else whether its port accepts. Only reads.
 */
public final class TargetChecks {

    private final Environment environment;
    private final List<Probe> probes;
    private final List<Load> loads;
    private final Duration within;

    /**
     * @param environment one whose guard allows all its targets
     * @param scenarios those that say how its targets are queried
     * @param within the longest wait for each target
     */
    public TargetChecks(Environment environment, List<Scenario> scenarios, Duration within) {
        this.environment = environment;
        this.probes = scenarios.stream().flatMap(one -> one.probes().stream()).toList();
        this.loads = scenarios.stream().flatMap(one -> one.loads().stream()).toList();
        this.within = within;
    }

    /**
     * Asks them. Services of the run do not run yet, and are left out, and so are databases, which have a check of their
     * own.
     *
     * @param known the names of checks that there are already
     */
    public List<Check> except(Set<String> known) throws InterruptedException {
        List<Check> checks = new ArrayList<>();
        for (TargetSpec target : new TreeMap<>(environment.targets()).values()) {
            String name = "target " + target.name();
            String url = target.url();
            if (url != null && !TargetUrl.isDatabase(url) && !known.contains(name)) {
                checks.add(check(name, target, url));
            }
        }
        return checks;
    }

    private Check check(String name, TargetSpec target, String url) throws InterruptedException {
        if (!TargetUrl.services(url).isEmpty()) {
            return Check.ok(name, "is service '" + String.join("', '", TargetUrl.services(url)) + "' of the run");
        }
        URI uri = URI.create(url);
        Endpoint endpoint = new Endpoint(String.valueOf(uri.getHost()), TargetUrl.port(uri));
        for (ServiceSpec service : environment.services()) {
            if (service.port() != null && endpoint.equals(new Endpoint("127.0.0.1", service.port()))) {
                return Check.ok(name, endpoint + " is service '" + service.name() + "' of the run");
            }
        }
        Check tls = tls(name, target, url, endpoint);
        if (tls.state() == Check.State.FAIL) {
            return tls;
        }
        if (TargetUrl.isRedis(url)) {
            return redis(name, target);
        }
        if (url.startsWith("tcp://")) {
            return port(name, endpoint);
        }
        TargetUse use = TargetUse.of(target.name(), url, probes, loads);
        HttpAddress address = HttpAddress.of(target, endpoint);
        try {
            HttpQuestion query = new HttpQuestion(name, address, use, within);
            return unchecked(target, use.kind() == Kind.WEB_SOCKET ? query.handshake() : query.get());
        } catch (DriverException e) {
            return Check.fail(name, e);
        }
    }

    private Check tls(String name, TargetSpec target, String url, Endpoint endpoint) {
        try {
            Optional<String> wrong = target.isSecure()
                    ? TlsCheck.problem(target, endpoint, endpoint, within)
                    : PlainCheck.problem(url, endpoint, within);
            return wrong.map(problem -> Check.fail(name, problem, null))
                    .orElseGet(() -> Check.ok(name, endpoint + " speaks as its url: says"));
        } catch (DriverException e) {
            return Check.fail(name, e);
        }
    }

    private Check redis(String name, TargetSpec target) throws InterruptedException {
        try (RedisConnection redis = RedisConnection.open(RedisAddress.of(target), within)) {
            return Check.ok(name, redis.place() + " answered PING with " + redis.ask("PING", RedisCommands::ping));
        } catch (DriverException e) {
            return Check.fail(name, e);
        } catch (IllegalArgumentException e) {
            return Check.fail(name, String.valueOf(e.getMessage()), null);
        }
    }

    /** What anybody could have answered is never simply well. */
    private static Check unchecked(TargetSpec target, Check check) {
        return target.isUnchecked() && check.state() == Check.State.OK
                ? Check.warn(
                        check.name(),
                        check.found() + "; its certificate is not checked (insecure: true)",
                        "name the PEM file of its authority by trust: instead")
                : check;
    }

    private Check port(String name, Endpoint endpoint) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), Math.toIntExact(within.toMillis()));
            return Check.ok(name, endpoint + " accepts connections");
        } catch (IOException e) {
            return HttpQuestion.unreachable(name, endpoint.toString(), e);
        }
    }
}
