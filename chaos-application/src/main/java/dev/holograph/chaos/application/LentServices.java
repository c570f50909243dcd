package dev.holograph.chaos.application;

import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.LogSink;
import dev.holograph.chaos.spi.RunningEnvironment;
import dev.holograph.chaos.spi.ServiceControl;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Services of a suite as one of its runs sees them: to stop them is to give them back. */
final class LentServices implements RunningEnvironment {

    private final RunningEnvironment services;
    private final String folder;
    private final String origin;
    private final Runnable givenBack;
    private final Map<String, Integer> restartsBefore = new HashMap<>();

    /**
     * @param folder of the services, relative to that of the run, with a slash at its end
     * @param origin see {@link RunningEnvironment#origin}
     * @param givenBack is done when the run needs them no more
     */
    LentServices(RunningEnvironment services, String folder, String origin, Runnable givenBack) {
        this.services = services;
        this.folder = folder;
        this.origin = origin;
        this.givenBack = givenBack;
    }

    @Override
    public synchronized Optional<ServiceControl> service(String name) {
        return services.service(name)
                .map(service -> new Lent(service, restartsBefore.computeIfAbsent(name, one -> service.restarts())));
    }

    @Override
    public Optional<Endpoint> endpoint(String target) {
        return services.endpoint(target);
    }

    @Override
    public List<String> versions() {
        return services.versions();
    }

    @Override
    public void readLogs(LogSink sink) {
        services.readLogs((service, log, level, line) -> sink.line(service, folder + log, level, line));
    }

    @Override
    public List<String> unexpectedEnds() {
        return services.unexpectedEnds();
    }

    @Override
    public String origin() {
        return origin;
    }

    @Override
    public boolean outlivesRun() {
        return true;
    }

    @Override
    public void stop(Deadline deadline) {
        givenBack.run();
    }

    /** A service that counts its restarts since this run began. */
    private record Lent(ServiceControl service, int before) implements ServiceControl {

        @Override
        public String name() {
            return service.name();
        }

        @Override
        public Endpoint direct() {
            return service.direct();
        }

        @Override
        public long pid() {
            return service.pid();
        }

        @Override
        public int restarts() {
            return service.restarts() - before;
        }

        @Override
        public Optional<String> problem() {
            return service.problem();
        }

        @Override
        public long kill() throws DriverException {
            return service.kill();
        }
    }
}
