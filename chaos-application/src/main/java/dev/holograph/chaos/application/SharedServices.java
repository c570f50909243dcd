package dev.holograph.chaos.application;

import dev.holograph.chaos.adapters.local.Folders;
import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.Restart;
import dev.holograph.chaos.plan.ServiceSpec;
import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.run.RunResult;
import dev.holograph.chaos.slo.EpisodeRecovery;
import dev.holograph.chaos.slo.Result;
import dev.holograph.chaos.slo.RunFinding;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.EnvironmentStarter;
import dev.holograph.chaos.spi.Gateways;
import dev.holograph.chaos.spi.RunningEnvironment;
import dev.holograph.chaos.spi.ServiceControl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The services of a suite that are started once for all its scenarios, with the proxy before them. A scenario gets them
 * from the one before only as they should be: the same processes, ready, no fault in force, and the steady state seen
 * again at the end. Else they are stopped and started anew, which is reported. A process that ends while no scenario runs
 * is an error of the next one.
 *
 * <p>Used by the thread that runs the scenarios, and closed by it whatever has happened.
 */
final class SharedServices implements EnvironmentStarter, AutoCloseable {

    /** Makes what starts the services, with the proxy before them. */
    @FunctionalInterface
    interface Starter {
        EnvironmentStarter with(Gateways gateways);
    }

    /** The services between one start and their stop. */
    private record Started(RunContext context, Gateways gateways, RunningEnvironment environment) {

        List<ServiceControl> services(Environment of) {
            return of.services().stream()
                    .flatMap(service -> environment.service(service.name()).stream())
                    .toList();
        }
    }

    private static final Duration STOPS_WITHIN = Duration.ofSeconds(2);
    private static final long LOOKS_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final ProviderRegistry tools;
    private final String id;
    private final Folders folders;
    private final Starter starter;
    private final Log log;

    /** Process ids of the services when the last scenario gave them back; 0: no process ran. */
    private final Map<String, Long> pids = new ConcurrentHashMap<>();

    private @Nullable Started started;
    /** The scenario that had them last. */
    private String last = "";
    /** Why the next scenario must not have them; {@code null}: it may, as far as is known. */
    private @Nullable String unfit;

    private volatile Consumer<String> progress = line -> {};

    /**
     * @param id of the suite's run, which names the processes in their records
     * @param folders the suite's own, for logs and folders of services
     */
    SharedServices(ProviderRegistry tools, String id, Folders folders, Starter starter, Log log) {
        this.tools = tools;
        this.id = id;
        this.folders = folders;
        this.starter = starter;
        this.log = log;
    }

    /** As a scenario gets them, whose folder is beside the suite's. */
    EnvironmentStarter of(String scenario) {
        return (environment, context, ownProgress) -> {
            progress = ownProgress;
            RunningEnvironment ready = start(environment, context, ownProgress);
            last = scenario;
            return ready;
        };
    }

    @Override
    public RunningEnvironment start(Environment environment, DriverContext context, Consumer<String> ownProgress)
            throws DriverException, InterruptedException {
        Started now = started;
        if (now != null) {
            failIfEnded(now, environment);
            String why = unfit == null ? problem(now, environment) : unfit;
            if (why == null) {
                ownProgress.accept("the services of scenario '" + last + "' go on: " + pids(now, environment));
                now.environment().readLogs((service, file, level, line) -> {}); // of no scenario
                return lent(now, environment, context, true);
            }
            ownProgress.accept("the services are stopped and started anew: " + why);
            stop();
        } else if (unfit != null) {
            ownProgress.accept("the services are started anew: " + unfit);
        }
        return lent(begin(environment), environment, context, false);
    }

    private Started begin(Environment environment) throws DriverException, InterruptedException {
        RunContext context = tools.context(id, 0);
        boolean ready = false;
        try {
            Gateways gateways = tools.gateways(context);
            RunningEnvironment running =
                    starter.with(gateways).start(environment, context, line -> progress.accept(line));
            Started now = new Started(context, gateways, running);
            started = now;
            unfit = null;
            ready = true;
            return now;
        } finally {
            if (!ready) {
                close(context);
            }
        }
    }

    private RunningEnvironment lent(Started now, Environment environment, DriverContext context, boolean isKept) {
        now.gateways().lendTo(context);
        unfit = "scenario '" + last + "' has not ended"; // until it has
        return new LentServices(
                now.environment(),
                "../" + folders.run().getFileName() + "/",
                isKept ? "running since before this run, last used by scenario '" + last + "'" : "",
                () -> {
                    pids.clear();
                    now.services(environment).forEach(service -> pids.put(service.name(), service.pid()));
                });
    }

    /** What the scenario that had them last came to. */
    void ended(RunResult result) {
        unfit = unfit(result);
    }

    private static @Nullable String unfit(RunResult result) {
        String scenario = "scenario '" + result.plan().scenario().name() + "'";
        Result verdict = result.verdict().result();
        if (verdict == Result.ERROR || verdict == Result.NOT_UNDONE || verdict == Result.INTERRUPTED) {
            return scenario + " came to " + verdict.words();
        }
        List<EpisodeRecovery> recoveries = result.evaluation().recoveries();
        if (recoveries.isEmpty()) {
            return scenario + " did not come to its end";
        }
        boolean isSteady =
                recoveries.stream().allMatch(one -> one.unsteadyAtEnd().isEmpty())
                        && result.evaluation().findings().stream()
                                .noneMatch(one -> one instanceof RunFinding.NotSteadyAtEnd
                                        || one instanceof RunFinding.NotBack
                                        || (one instanceof RunFinding.UnjudgedFailure failure && failure.isAtEnd()));
        return isSteady ? null : "the steady state was not seen again by the end of " + scenario;
    }

    /** @throws DriverException if a process has ended since the last scenario did */
    private void failIfEnded(Started now, Environment environment) throws DriverException {
        List<String> ended = new ArrayList<>();
        for (ServiceControl service : now.services(environment)) {
            long before = pids.getOrDefault(service.name(), 0L);
            if (before != 0 && service.pid() != before) {
                ended.add("service '" + service.name() + "' (pid " + before + ") ended after scenario '" + last
                        + "', while no scenario ran; see its log, " + folders.log(service.name()));
            }
        }
        if (!ended.isEmpty()) {
            stop(); // those that are left
            throw new DriverException(String.join("\n", ended));
        }
    }

    /** Why these are not as a scenario should find them; {@code null} if they are. */
    private @Nullable String problem(Started now, Environment environment) throws InterruptedException {
        Optional<String> impaired = now.gateways().impaired();
        if (impaired.isPresent()) {
            return impaired.get();
        }
        for (ServiceSpec spec : environment.services()) {
            ServiceControl service = now.environment().service(spec.name()).orElse(null);
            String problem = service == null ? "it is not there" : problem(service, spec);
            if (problem != null) {
                return "service '" + spec.name() + "' cannot be used after scenario '" + last + "': " + problem;
            }
        }
        return null;
    }

    /** Waits until it can be used, as at its start. */
    private static @Nullable String problem(ServiceControl service, ServiceSpec spec) throws InterruptedException {
        if (service.pid() == 0 && spec.restart() == Restart.NEVER) {
            return "its process has ended, and restart: never";
        }
        long end = System.nanoTime() + spec.readyWithin().toNanos();
        while (true) {
            Optional<String> problem = service.pid() == 0 ? Optional.of("no process runs") : service.problem();
            if (problem.isEmpty() || System.nanoTime() - end > 0) {
                return problem.orElse(null);
            }
            LockSupport.parkNanos(LOOKS_EVERY_NANOS);
            if (Thread.interrupted()) {
                throw new InterruptedException("waiting for service '" + spec.name() + "'");
            }
        }
    }

    private static String pids(Started now, Environment environment) {
        List<String> words = now.services(environment).stream()
                .map(service -> service.name() + " (pid " + service.pid() + ")")
                .toList();
        return words.isEmpty() ? "none" : String.join(", ", words);
    }

    private void stop() {
        Started now = started;
        started = null;
        if (now == null) {
            return;
        }
        try {
            now.environment().stop(Deadline.in(STOPS_WITHIN, System::nanoTime));
        } catch (RuntimeException e) {
            log.error("the services of the suite: " + e.getMessage());
        } finally {
            close(now.context());
        }
    }

    private void close(RunContext context) {
        try {
            context.shared().close();
        } catch (Exception e) {
            log.warn("after the services were stopped: " + e.getMessage());
        }
    }

    /** Stops them. */
    @Override
    public void close() {
        progress = line -> {};
        stop();
    }
}
