package dev.holograph.chaos.adapters.local;

import dev.holograph.chaos.adapters.process.LogReader;
import dev.holograph.chaos.adapters.process.Supervisor;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.LogSink;
import dev.holograph.chaos.spi.RunningEnvironment;
import dev.holograph.chaos.spi.ServiceControl;
import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;

/** The services that were started, in that order. */
final class RunningServices implements RunningEnvironment {

    private final Folders folders;
    private final ScheduledExecutorService restarts;
    private final Map<String, Supervisor> supervisors = new LinkedHashMap<>();
    private final Map<String, LogReader> logs = new LinkedHashMap<>();
    private final Map<String, Endpoint> targets = new LinkedHashMap<>();
    private final List<String> versions = new ArrayList<>();

    /** @param restarts ended with the services */
    RunningServices(Folders folders, ScheduledExecutorService restarts) {
        this.folders = folders;
        this.restarts = restarts;
    }

    synchronized void add(Supervisor supervisor, String version) {
        supervisors.put(supervisor.name(), supervisor);
        versions.add(supervisor.name() + ": " + version);
        logs.put(supervisor.name(), new LogReader(supervisor.log()));
    }

    synchronized void reach(String target, Endpoint endpoint) {
        targets.put(target, endpoint);
    }

    @Override
    public synchronized Optional<ServiceControl> service(String name) {
        return Optional.ofNullable(supervisors.get(name));
    }

    @Override
    public synchronized Optional<Endpoint> endpoint(String target) {
        return Optional.ofNullable(targets.get(target));
    }

    @Override
    public synchronized List<String> versions() {
        return List.copyOf(versions);
    }

    @Override
    public synchronized void readLogs(LogSink sink) {
        logs.forEach((service, log) -> log.read((level, line) -> sink.line(service, shown(service), level, line)));
    }

    @Override
    public synchronized List<String> unexpectedEnds() {
        return supervisors.values().stream()
                .flatMap(service ->
                        service.unexpectedEnds().stream().map(what -> what + "; its log is " + shown(service.name())))
                .toList();
    }

    /** In the run's folder. */
    private String shown(String service) {
        return folders.run().relativize(folders.log(service)).toString().replace(File.separatorChar, '/');
    }

    @Override
    public void stop(Deadline deadline) {
        List<Supervisor> left;
        synchronized (this) {
            left = new ArrayList<>(supervisors.values());
        }
        RuntimeException failure = null;
        while (!left.isEmpty()) {
            // An equal share of what is left: one that is deaf does not take the time in which the others end in order.
            Deadline share = Deadline.in(deadline.remaining().dividedBy(left.size()), System::nanoTime);
            try {
                left.remove(left.size() - 1).stop(share);
            } catch (RuntimeException e) {
                failure = e; // the others are stopped all the same
            }
        }
        restarts.shutdownNow();
        if (failure != null) {
            throw failure;
        }
    }
}
