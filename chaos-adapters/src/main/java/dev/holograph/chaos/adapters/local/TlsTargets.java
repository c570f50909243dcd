package dev.holograph.chaos.adapters.local;

import dev.holograph.chaos.adapters.tls.TlsCheck;
import dev.holograph.chaos.adapters.tls.TlsClient;
import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.ServiceSpec;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.TargetUrl;
import dev.holograph.chaos.plan.Tls;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.Endpoint;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The targets of an environment that are reached by TLS: tried before the run asks anything else of them. */
final class TlsTargets {

    private static final Duration WITHIN = Duration.ofSeconds(5);

    private final Environment environment;
    private final List<TargetSpec> targets;

    TlsTargets(Environment environment) {
        this.environment = environment;
        this.targets = environment.targets().values().stream()
                .filter(TargetSpec::isSecure)
                .sorted(Comparator.comparing(TargetSpec::name))
                .toList();
    }

    /**
     * Tries those that do not run on account of this run. Nothing has been started then.
     *
     * @throws DriverException with all that fail, each with what to do
     */
    void checkThoseOutside() throws DriverException {
        List<String> problems = new ArrayList<>();
        for (TargetSpec target : targets) {
            if (!isOfTheRun(target)) {
                Endpoint at = socket(String.valueOf(target.url()));
                add(target, TlsCheck.problem(target, at, at, WITHIN), problems);
            }
        }
        refuse(problems);
    }

    /** The same of services of the run, once they are ready. Past the proxy: what it does to a handshake is a fault's. */
    void checkServices(Addresses addresses) throws DriverException {
        List<String> problems = new ArrayList<>();
        for (TargetSpec target : targets) {
            if (isOfTheRun(target)) {
                Endpoint own = socket(TargetUrl.withServices(
                        String.valueOf(target.url()),
                        service -> addresses.known(service).toString()));
                add(target, TlsCheck.problem(target, own, own, WITHIN), problems);
            }
        }
        refuse(problems);
    }

    /** How a service is checked that says by TLS that it is ready: as the target that leads to it. */
    TlsClient clientOf(ServiceSpec service) throws DriverException {
        Optional<TargetSpec> target =
                targets.stream().filter(one -> leadsTo(one, service)).findFirst();
        return TlsClient.of(target.map(TargetSpec::tls).orElse(Tls.STANDARD));
    }

    private boolean isOfTheRun(TargetSpec target) {
        return environment.services().stream().anyMatch(service -> leadsTo(target, service));
    }

    private static boolean leadsTo(TargetSpec target, ServiceSpec service) {
        String url = String.valueOf(target.url());
        if (TargetUrl.services(url).contains(service.name())) {
            return true;
        }
        Endpoint socket = socket(url);
        return service.port() != null
                && socket.port() == service.port()
                && List.of("localhost", "127.0.0.1", "::1").contains(socket.host());
    }

    private static Endpoint socket(String url) {
        URI socket = TargetUrl.socket(url)
                .orElseThrow(() -> new IllegalStateException("a URL that was read has a host and a port"));
        return new Endpoint(socket.getHost().replaceAll("[\\[\\]]", ""), socket.getPort());
    }

    private static void add(TargetSpec target, Optional<String> problem, List<String> problems) {
        problem.ifPresent(sentence ->
                problems.add("target '" + target.name() + "': " + sentence + " (" + target.location() + ")"));
    }

    private static void refuse(List<String> problems) throws DriverException {
        if (!problems.isEmpty()) {
            throw new DriverException(String.join("; and ", problems));
        }
    }
}
