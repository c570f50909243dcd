package dev.holograph.chaos.adapters.local;

import dev.holograph.chaos.adapters.process.Ports;
import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.ServiceSpec;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.TargetUrl;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.Gateways;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where services listen and targets are reached. All ports are chosen before anything starts. */
final class Addresses {

    private static final Pattern PLACE = Pattern.compile("\\{(?:([a-z0-9-]+)\\.)?(port|address|proxied|directory)}");

    private final Environment environment;
    private final Folders folders;
    private final Gateways gateways;
    private final Map<String, Endpoint> direct = new LinkedHashMap<>();
    private final Map<String, Endpoint> proxied = new HashMap<>();

    /** What is behind each {@code {NAME.proxied}} that a service was given, by the service. */
    private final Map<String, Map<String, Endpoint>> led = new HashMap<>();

    Addresses(Environment environment, Folders folders, Gateways gateways, Ports ports) throws DriverException {
        this.environment = environment;
        this.folders = folders;
        this.gateways = gateways;
        for (ServiceSpec service : environment.services()) {
            if (service.port() != null) {
                ports.reserve(service.port());
            }
        }
        for (TargetSpec target : environment.targets().values()) {
            if (target.proxyPort() != null) {
                ports.reserve(target.proxyPort());
            }
        }
        for (ServiceSpec service : environment.services()) {
            int port = service.port() == null ? ports.free() : service.port();
            direct.put(service.name(), new Endpoint(Ports.LOOPBACK, port));
        }
    }

    /** Where a service itself listens. */
    Endpoint direct(String service) throws DriverException {
        Endpoint endpoint = direct.get(service);
        if (endpoint == null) {
            throw new DriverException("there is no service '" + service + "' in " + environment.file() + "; there are: "
                    + String.join(", ", direct.keySet()));
        }
        return endpoint;
    }

    /** The same of a service that the environment is known to have. */
    Endpoint known(String service) {
        return Objects.requireNonNull(direct.get(service), "a URL that was read names services that there are");
    }

    /** Where a target is reached, as the load sees it. Opens the gateway if it is the first who asks. */
    Endpoint of(TargetSpec target) throws DriverException {
        Endpoint upstream = upstream(target);
        return target.throughProxy() ? gateway(target, upstream) : upstream;
    }

    /** Opens the gateways of all targets. */
    void openGateways() throws DriverException {
        for (TargetSpec target : environment.targets().values()) {
            if (isReachable(target)) {
                of(target);
            }
        }
    }

    /** Whether it has an address: not where a target is only its pods, or a database past the proxy, which its driver finds. */
    static boolean isReachable(TargetSpec target) {
        return target.service() != null
                || (target.url() != null && (target.throughProxy() || !TargetUrl.isDatabase(target.url())));
    }

    /** @throws DriverException if the port that a target's proxy is to have is in use */
    static void failIfProxyPortIsTaken(TargetSpec target) throws DriverException {
        Integer port = target.proxyPort();
        if (port != null && !Ports.isFree(port)) {
            throw new DriverException("the proxy of target '" + target.name() + "' cannot listen on " + Ports.LOOPBACK
                    + ":" + port + ": the port is in use by " + PortOwner.of(port)
                    + "; end that process, or give the target another port: (" + target.location() + ")");
        }
    }

    /** Fills the places that only a run can fill. */
    String fill(String text, ServiceSpec service) throws DriverException {
        Matcher matcher = PLACE.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (matcher.find()) {
            String name = matcher.group(1) == null ? service.name() : matcher.group(1);
            String value = value(name, matcher.group(2));
            if (matcher.group(2).equals("proxied")) {
                led.computeIfAbsent(service.name(), key -> new LinkedHashMap<>())
                        .put(name, behind(name));
            }
            matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(filled).toString();
    }

    /**
     * What a service is led to through the proxy and accepts no connections. To the service that looks like a connection
     * that is closed, which says nothing of the cause.
     *
     * @return a line for each, with what to do
     */
    List<String> unreachable(ServiceSpec service) {
        List<String> lines = new ArrayList<>();
        led.getOrDefault(service.name(), Map.of()).forEach((name, endpoint) -> {
            String problem = Readiness.connect(endpoint);
            if (problem != null) {
                lines.add("behind {" + name + ".proxied}, which service '" + service.name() + "' uses: " + problem
                        + "; start what is to listen there, or mend the address");
            }
        });
        return lines;
    }

    private Endpoint behind(String name) throws DriverException {
        TargetSpec target = environment.targets().get(name);
        return direct.containsKey(name) || target == null ? direct(name) : upstream(target);
    }

    private String value(String service, String what) throws DriverException {
        TargetSpec target = environment.targets().get(service);
        if (what.equals("proxied") && !direct.containsKey(service) && target != null && target.throughProxy()) {
            return of(target).toString();
        }
        Endpoint endpoint = direct(service);
        return switch (what) {
            case "port" -> Integer.toString(endpoint.port());
            case "directory" -> folders.of(service).toString();
            case "proxied" -> proxied(service, endpoint).toString();
            default -> endpoint.toString();
        };
    }

    private Endpoint upstream(TargetSpec target) throws DriverException {
        if (target.service() != null && target.url() == null) {
            return direct(target.service());
        }
        String url = Objects.requireNonNull(target.url(), "a target has a service or a URL");
        for (String service : TargetUrl.services(url)) {
            direct(service);
        }
        URI socket = TargetUrl.socket(TargetUrl.withServices(url, service -> String.valueOf(direct.get(service))))
                .orElseThrow(() ->
                        new DriverException("the url of target '" + target.name() + "' names no single host and port"));
        return new Endpoint(socket.getHost(), socket.getPort());
    }

    /** A service's clients and the load go through one gateway where a target of the environment is that service. */
    private Endpoint proxied(String service, Endpoint upstream) throws DriverException {
        Optional<TargetSpec> target = environment.targets().values().stream()
                .filter(one -> one.throughProxy() && one.url() == null && service.equals(one.service()))
                .min(Comparator.comparing(TargetSpec::name));
        return target.isPresent() ? gateway(target.get(), upstream) : gateway(service, upstream, 0);
    }

    private Endpoint gateway(TargetSpec target, Endpoint upstream) throws DriverException {
        return gateway(target.name(), upstream, target.proxyPort() == null ? 0 : target.proxyPort());
    }

    private Endpoint gateway(String target, Endpoint upstream, int port) throws DriverException {
        Endpoint open = proxied.get(target);
        if (open == null) {
            open = gateways.open(target, upstream, port);
            proxied.put(target, open);
        }
        return open;
    }
}
