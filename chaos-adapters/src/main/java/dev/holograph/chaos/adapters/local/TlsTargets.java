package dev.holograph.chaos.adapters.local;

import dev.holograph.chaos.adapters.tls.PlainCheck;
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

/** Whether targets speak TLS where their URL says so, and only there: tried before the run asks anything else of them. */
final class TlsTargets {

    private static final Duration WITHIN = Duration.ofSeconds(5);

    private final Environment environment;
    private final List<TargetSpec> targets;

    TlsTargets(Environment environment) {
        this.environment = environment;
        this.targets = environment.targets().values().stream()
                .filter(target -> target.url() != null && !TargetUrl.isDatabase(target.url()))
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
                add(target, problem(target, socket(String.valueOf(target.url()))), problems);
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
                add(target, problem(target, own), problems);
            }
        }
        refuse(problems);
    }

    private static Optional<String> problem(TargetSpec target, Endpoint at) throws DriverException {
        return target.isSecure()
                ? TlsCheck.problem(target, at, at, WITHIN)
                : PlainCheck.problem(String.valueOf(target.url()), at, WITHIN);
    }

    /** How a service is checked that says by TLS that it is ready: as the target that leads to it. */
    TlsClient clientOf(ServiceSpec service) throws DriverException {
        Optional<TargetSpec> target = targets.stream()
                .filter(TargetSpec::isSecure)
                .filter(one -> leadsTo(one, service))
                .findFirst();
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
