package dev.holograph.chaos.adapters.fault.proxy;

import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.FaultDriver;
import dev.holograph.chaos.spi.Gateways;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;

/** A run's proxy in front of one target, driven as a run drives it: through its providers. */
final class ProxyFixture implements AutoCloseable {

    static final String TARGET = "store";
    private static final Location PLACE = new Location("environments/local.yaml", 7, 3);

    private final RunContext context = new RunContext(Clock.systemUTC(), 42);
    private final Endpoint address;

    ProxyFixture(int upstreamPort) throws DriverException {
        address = new ProxyGatewayProvider().gateways(context).open(TARGET, new Endpoint("127.0.0.1", upstreamPort), 0);
    }

    Endpoint address() {
        return address;
    }

    Gateway gateway() {
        return ProxyGateways.of(context).to(TARGET).orElseThrow();
    }

    Gateways gateways() {
        return ProxyGateways.of(context);
    }

    Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(10_000);
        socket.connect(new InetSocketAddress(address.host(), address.port()), 5_000);
        return socket;
    }

    /** A fault of the proxy that can be switched on and off. */
    <F extends Fault> Switch<F> fault(String name, F fault) {
        return new Switch<>(driver(fault), prepare(name, fault, true));
    }

    <F extends Fault> Prepared<F> prepare(String name, F fault, boolean throughProxy) {
        FaultStep step = new FaultStep(name, fault, TARGET, Duration.ZERO, null, null, PLACE);
        TargetSpec target = new TargetSpec(TARGET, "redis", throughProxy, null, PLACE);
        return driver(fault).prepare(step, fault, target);
    }

    @SuppressWarnings("unchecked") // the driver says itself which class it is for
    private <F extends Fault> FaultDriver<F> driver(F fault) {
        return (FaultDriver<F>) new ProxyDriverProvider()
                .drivers(context).stream()
                        .filter(driver -> driver.fault().equals(fault.getClass()))
                        .findFirst()
                        .orElseThrow();
    }

    @Override
    public void close() throws Exception {
        context.shared().close();
    }

    /** A port of this machine on which nobody listens. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    record Switch<F extends Fault>(FaultDriver<F> driver, Prepared<F> prepared) {

        Evidence on() throws DriverException, InterruptedException {
            return driver.inject(prepared);
        }

        Evidence seen() {
            return driver.observe(prepared);
        }

        void off() throws DriverException {
            UndoRecipe recipe = Objects.requireNonNull(prepared.undo());
            driver.undo(recipe, Deadline.in(Duration.ofSeconds(5), System::nanoTime));
        }
    }
}
