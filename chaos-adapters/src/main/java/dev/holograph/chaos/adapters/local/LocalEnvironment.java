package dev.holograph.chaos.adapters.local;

import dev.holograph.chaos.adapters.process.Child;
import dev.holograph.chaos.adapters.process.Launcher;
import dev.holograph.chaos.adapters.process.Ports;
import dev.holograph.chaos.adapters.process.ProcessRecords;
import dev.holograph.chaos.adapters.process.Supervisor;
import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.Restart;
import dev.holograph.chaos.plan.ServiceSpec;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.EnvironmentStarter;
import dev.holograph.chaos.spi.Gateways;
import dev.holograph.chaos.spi.RunningEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/** Starts the services of an environment on this machine, one after another, each once the one before it is ready. */
public final class LocalEnvironment implements EnvironmentStarter {

    private static final Duration STOPS_WITHIN = Duration.ofSeconds(2);

    private final Folders folders;
    private final ProcessRecords records;
    private final Launcher launcher;
    private final ArtifactResolver artifacts;
    private final Gateways gateways;

    /**
     * @param runId names the run in process records
     * @param artifacts finds the jars of services
     * @param gateways opens the ways on which network faults can act
     */
    public LocalEnvironment(Folders folders, String runId, ArtifactResolver artifacts, Gateways gateways) {
        this.folders = folders;
        this.records = new ProcessRecords(folders.state());
        this.launcher = new Launcher(records, runId);
        this.artifacts = artifacts;
        this.gateways = gateways;
    }

    @Override
    public RunningEnvironment start(Environment environment, DriverContext context, Consumer<String> progress)
            throws DriverException, InterruptedException {
        TlsTargets tls = new TlsTargets(environment);
        tls.checkThoseOutside();
        sweep(progress);
        Addresses addresses = new Addresses(environment, folders, gateways, Ports.of(context.shared()));
        ScheduledExecutorService restarts = Executors.newSingleThreadScheduledExecutor(LocalEnvironment::daemon);
        RunningServices running = new RunningServices(folders, restarts);
        boolean ready = false;
        try {
            Map<ServiceSpec, ServiceCommand> recipes = recipes(environment, addresses);
            for (Map.Entry<ServiceSpec, ServiceCommand> service : recipes.entrySet()) {
                start(service.getKey(), service.getValue(), addresses, tls, running, restarts, progress);
            }
            for (TargetSpec target : environment.targets().values()) {
                if (Addresses.isReachable(target)) {
                    running.reach(target.name(), addresses.of(target));
                }
            }
            tls.checkServices(addresses);
            ready = true;
            return running;
        } finally {
            if (!ready) {
                running.stop(Deadline.in(STOPS_WITHIN, System::nanoTime));
            }
        }
    }

    /** Each service with what starts it: a port in use, or a program that is nowhere, is reported before anything runs. */
    private Map<ServiceSpec, ServiceCommand> recipes(Environment environment, Addresses addresses)
            throws DriverException, InterruptedException {
        for (TargetSpec target : environment.targets().values()) {
            Addresses.failIfProxyPortIsTaken(target);
        }
        Map<ServiceSpec, ServiceCommand> recipes = new LinkedHashMap<>();
        for (ServiceSpec service : environment.services()) {
            recipes.put(service, ServiceCommand.startable(service, addresses, folders, artifacts));
        }
        return recipes;
    }

    private void start(
            ServiceSpec service,
            ServiceCommand recipe,
            Addresses addresses,
            TlsTargets tls,
            RunningServices running,
            ScheduledExecutorService restarts,
            Consumer<String> progress)
            throws DriverException, InterruptedException {
        Endpoint endpoint = addresses.direct(service.name());
        makeFolder(folders.of(service.name()));
        Supervisor supervisor = new Supervisor(
                launcher,
                recipe.child(service, addresses, folders),
                endpoint,
                service.restart() == Restart.ALWAYS,
                restarts,
                progress);
        running.add(supervisor, recipe.version());
        long began = System.nanoTime();
        Child child = supervisor.start();
        progress.accept("starting " + service.name() + ": " + recipe.shown());
        addresses.openGateways(); // while the service starts
        String url = service.ready() == null ? null : addresses.fill(service.ready(), service);
        Readiness readiness = new Readiness(service, child, endpoint, url, tls.clientOf(service));
        try {
            readiness.await();
        } catch (DriverException e) {
            List<String> causes = addresses.unreachable(service);
            throw causes.isEmpty() ? e : new DriverException(String.join("\n", causes) + "\n" + e.getMessage(), e);
        }
        supervisor.readyBy(readiness::problem);
        supervisor.keepRunning();
        long took = Duration.ofNanos(System.nanoTime() - began).toMillis();
        progress.accept(
                service.name() + " is ready on " + endpoint + " (pid " + child.pid() + ") after " + took + " ms");
    }

    private void sweep(Consumer<String> progress) throws DriverException {
        try {
            records.sweep().forEach(line -> progress.accept("ended what an earlier run had left behind: " + line));
        } catch (IOException e) {
            throw new DriverException(
                    "the records of processes in " + folders.state() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static void makeFolder(Path folder) throws DriverException {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new DriverException("the folder " + folder + " cannot be made: " + e.getMessage(), e);
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "chaos-restarts");
        thread.setDaemon(true);
        return thread;
    }
}
