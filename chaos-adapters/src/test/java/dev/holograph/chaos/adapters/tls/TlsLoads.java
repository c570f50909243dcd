package dev.holograph.chaos.adapters.tls;

import dev.holograph.chaos.adapters.fault.proxy.ProxyDriverProvider;
import dev.holograph.chaos.adapters.fault.proxy.ProxyGatewayProvider;
import dev.holograph.chaos.adapters.load.EngineRuns;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.Tls;
import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.FaultDriver;
import dev.holograph.chaos.spi.HttpAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** Loads of both engines on the target {@code shop} by https, past the built-in proxy or through it, and its faults. */
final class TlsLoads implements AutoCloseable {

    static final Location HERE = new Location("environments/here.yaml", 3, 5);

    final EngineRuns runs;
    private final RunContext context = new RunContext(Clock.systemUTC(), 1);

    /** @param folder empty, and the test's own */
    TlsLoads(Path folder) {
        runs = new EngineRuns(folder);
    }

    /** By the server's own name, whatever address is connected to. */
    static HttpAddress at(Endpoint server, Endpoint connect, Tls tls) {
        TargetSpec target = new TargetSpec("shop", null, false, null, "https://" + server + "/", null, tls, HERE);
        return HttpAddress.of(target, connect);
    }

    HttpAddress throughProxy(Endpoint server, Tls tls) throws Exception {
        return at(server, proxy(server), tls);
    }

    /** Where a new proxy in front of a server on this machine listens. */
    Endpoint proxy(Endpoint server) throws Exception {
        return new ProxyGatewayProvider().gateways(context).open("shop", new Endpoint("127.0.0.1", server.port()), 0);
    }

    /** A fault of the proxy, ready to be injected. */
    <F extends Fault> Prepared<F> prepare(FaultDriver<F> driver, F fault) {
        FaultStep step = new FaultStep("fault", fault, "shop", Duration.ZERO, null, null, HERE);
        return driver.prepare(step, fault, new TargetSpec("shop", null, true, "https://localhost:8443", HERE));
    }

    @SuppressWarnings("unchecked") // the driver says itself which class it is for
    <F extends Fault> FaultDriver<F> driver(Class<F> fault) {
        return (FaultDriver<F>) new ProxyDriverProvider()
                .drivers(context).stream()
                        .filter(driver -> driver.fault().equals(fault))
                        .findFirst()
                        .orElseThrow();
    }

    @Override
    public void close() throws Exception {
        runs.close();
        context.shared().close();
    }
}
