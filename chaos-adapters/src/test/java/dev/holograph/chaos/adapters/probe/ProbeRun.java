package dev.holograph.chaos.adapters.probe;

import dev.holograph.chaos.adapters.load.Recording;
import dev.holograph.chaos.adapters.process.Eventually;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Metric;
import dev.holograph.chaos.scenario.Probe;
import dev.holograph.chaos.scenario.ProbeQuery;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.ProbeProvider;
import dev.holograph.chaos.spi.ServiceControl;
import dev.holograph.chaos.spi.Services;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;

/** Asks as a run does, every 100ms, and keeps what it hears. */
public final class ProbeRun implements AutoCloseable {

    public static final Duration EVERY = Duration.ofMillis(100);
    public static final Location HERE = new Location("x.yaml", 1, 1);
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    private final RunContext context = new RunContext(Clock.systemUTC(), 1);
    private final Recording recording = new Recording();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<ProbeProvider.RunningProbe> started = new ArrayList<>();
    private Duration every = EVERY;

    /** With more time for each answer. */
    public ProbeRun every(Duration longer) {
        every = longer;
        return this;
    }

    /** Starts the probe {@code it} of a target with this URL. */
    public void start(ProbeQuery query, String url) throws Exception {
        start(query, new TargetSpec("store", null, false, url, HERE));
    }

    /** The same of a target of the test's own. */
    public void startThrough(ProbeQuery query, TargetSpec target, Endpoint proxy) throws Exception {
        context.environmentReady(at(proxy));
        run(query, target);
    }

    /** Where the target is reached, its URL says, or for one through the proxy, this address. */
    public void startThrough(ProbeQuery query, String url, Endpoint proxy) throws Exception {
        context.environmentReady(at(proxy));
        run(query, new TargetSpec("store", null, true, url, HERE));
    }

    private void start(ProbeQuery query, TargetSpec target) throws Exception {
        URI uri = URI.create(String.valueOf(target.url()));
        if (uri.getHost() != null) {
            context.environmentReady(at(new Endpoint(uri.getHost(), uri.getPort())));
        }
        run(query, target);
    }

    private void run(ProbeQuery query, TargetSpec target) throws Exception {
        ProbeProvider provider = ServiceLoader.load(ProbeProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(one -> one.kind().equals(query.kind()))
                .findFirst()
                .orElseThrow();
        Probe probe = new Probe("it", query, "store", every, every, HERE);
        started.add(provider.start(probe, target, recording.metrics(), context, told::add));
    }

    private static Services at(Endpoint endpoint) {
        return new Services() {
            @Override
            public Optional<ServiceControl> service(String name) {
                return Optional.empty();
            }

            @Override
            public Optional<Endpoint> endpoint(String target) {
                return Optional.of(endpoint);
            }
        };
    }

    /** What came so far, in its order. */
    public List<Double> values(String metric) {
        return recording.samples(new Metric(metric, Map.of())).stream()
                .map(Recording.Sample::value)
                .toList();
    }

    public int count(String metric) {
        return values(metric).size();
    }

    /** {@code NaN} before the first. */
    public double last(String metric) {
        List<Double> values = values(metric);
        return values.isEmpty() ? Double.NaN : values.get(values.size() - 1);
    }

    /** What persons were told, once there is something. */
    public List<String> toldAtLast() {
        Eventually.eventually("a person is told", PATIENCE, () -> !told.isEmpty());
        return told;
    }

    /** What persons were told so far. */
    public List<String> told() {
        return told;
    }

    public void stop() {
        started.forEach(running -> running.stop(Deadline.in(PATIENCE, System::nanoTime)));
        started.clear();
    }

    @Override
    public void close() throws Exception {
        stop();
        context.shared().close();
    }
}
