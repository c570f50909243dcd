package dev.holograph.chaos.application;

import dev.holograph.chaos.adapters.journal.FileJournal;
import dev.holograph.chaos.adapters.journal.RunArchive;
import dev.holograph.chaos.adapters.ledger.WriteFinders;
import dev.holograph.chaos.adapters.load.setup.HttpLoadSetup;
import dev.holograph.chaos.adapters.local.ArtifactResolver;
import dev.holograph.chaos.adapters.local.Folders;
import dev.holograph.chaos.adapters.local.LocalEnvironment;
import dev.holograph.chaos.adapters.process.Descriptors;
import dev.holograph.chaos.application.pack.Pack;
import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.plan.Suite;
import dev.holograph.chaos.report.PlanText;
import dev.holograph.chaos.run.ChaosRun;
import dev.holograph.chaos.run.Pace;
import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.run.RunDependencies;
import dev.holograph.chaos.run.RunIds;
import dev.holograph.chaos.run.RunResult;
import dev.holograph.chaos.run.StopSignal;
import dev.holograph.chaos.slo.Result;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.EnvironmentStarter;
import dev.holograph.chaos.spi.LoadEngine;
import dev.holograph.chaos.spi.RunningEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries plans out, one after the other or side by side, prints what each came to, and keeps what it leaves: journal, series, plan and
 * report.
 */
final class Runs {

    static final String JOURNAL = "journal.ndjson";

    private static final Duration STOPS_WITHIN = Duration.ofSeconds(2);

    private final ProviderRegistry tools;
    private final Reports reports;
    private final BuildOutcome outcome;
    private final RunFolders folders;
    private final ArtifactResolver artifacts;
    private final List<Pack> packs;
    private final Termination termination;
    private final BiConsumer<RunResult, Summary.Entry> ended;
    private final Log log;
    /** Reports, history and news are of all runs: one run at a time is put into them. */
    private final Object keeping = new Object();

    private boolean failFast;
    private Pace pace = Pace.FULL;

    /** @param ended takes each run when nothing more is done about it */
    Runs(
            ProviderRegistry tools,
            Reports reports,
            BuildOutcome outcome,
            ArtifactResolver artifacts,
            List<Pack> packs,
            Termination termination,
            BiConsumer<RunResult, Summary.Entry> ended,
            Log log) {
        this.ended = ended;
        this.tools = tools;
        this.reports = reports;
        this.outcome = outcome;
        this.folders = reports.folders();
        this.artifacts = oneAtATime(artifacts);
        this.packs = packs;
        this.termination = termination;
        this.log = log;
    }

    /** Maven's repository is used by one run at a time. */
    private static ArtifactResolver oneAtATime(ArtifactResolver artifacts) {
        Object asking = new Object();
        return coordinates -> {
            synchronized (asking) {
                return artifacts.resolve(coordinates);
            }
        };
    }

    /** @param on whether a fault is undone as soon as an SLO is breached whatever comes later */
    Runs failFast(boolean on) {
        failFast = on;
        return this;
    }

    /** @param chosen whether the recovery phase ends once the recovery is believed */
    Runs pace(Pace chosen) {
        pace = chosen;
        return this;
    }

    /** Runs all of them, but none after one that was stopped or could not be undone. */
    List<Summary.Entry> all(List<Plan> plans, boolean interactive) throws ChaosException {
        return all(plans, interactive, null);
    }

    /** The same with services that are started once for all of them. */
    List<Summary.Entry> allOf(Suite suite, List<Plan> plans, boolean interactive) throws ChaosException {
        String id = RunIds.of("suite-" + suite.name(), Clock.systemUTC().instant(), new SplittableRandom());
        Folders place = new Folders(folders.workspace().root(), folders.state(), folders.of(id));
        // Known as long as the services live: between two runs too, it can be aborted, and is no dead run's.
        try (LiveRun lock = LiveRun.begin(folders.live(id), termination);
                SharedServices services = new SharedServices(
                        tools, id, place, gateways -> new LocalEnvironment(place, id, artifacts, gateways), log)) {
            lock.forget();
            return all(plans, interactive, services);
        } catch (IOException e) {
            throw new ChaosException(
                    "the folder " + folders.live(id) + ", by which others know that the suite runs: " + e.getMessage(),
                    e);
        }
    }

    private List<Summary.Entry> all(List<Plan> plans, boolean interactive, @Nullable SharedServices services)
            throws ChaosException {
        List<Summary.Entry> entries = new ArrayList<>();
        for (Plan plan : plans) {
            Summary.Entry entry = one(plan, OneRun.alone(interactive && Terminal.isThere(), services))
                    .entry();
            entries.add(entry);
            if (endsAll(entry)) {
                break;
            }
        }
        return entries;
    }

    private static boolean endsAll(Summary.Entry entry) {
        return entry.result() == Result.INTERRUPTED || entry.result() == Result.NOT_UNDONE;
    }

    /**
     * Runs scenarios side by side, as many at once as is wanted or the machine can carry, then those that run alone. One
     * that proved nothing because of the machine is run again alone, once; what that comes to counts.
     *
     * @param again makes the plan of a second run
     */
    List<Summary.Entry> sideBySide(
            SideBySide sides, Parallel wanted, Machine machine, SecondPlan again, boolean interactive)
            throws ChaosException {
        String id = RunIds.of("side-by-side", Clock.systemUTC().instant(), new SplittableRandom());
        // As of a suite: also between two runs, and before each is known by itself, all of it can be aborted.
        try (LiveRun lock = LiveRun.begin(folders.live(id), termination)) {
            lock.forget();
            List<Ended> ended = together(sides.together(), new Admission(wanted, machine, log), machine);
            List<Summary.Entry> entries = new ArrayList<>();
            boolean over = ended.stream().map(Ended::entry).anyMatch(Runs::endsAll);
            for (Ended one : ended) {
                Summary.Entry entry = one.entry();
                if (one.isForTheMachine()) {
                    if (over) {
                        tell(one);
                    } else {
                        entry = again(one, again, interactive);
                    }
                }
                over = over || endsAll(entry);
                entries.add(entry);
            }
            // Also when all is to end: the first of them then says so, and the build is not green without them.
            if (!over) {
                entries.addAll(all(sides.alone(), interactive));
            }
            return entries;
        } catch (IOException e) {
            throw new ChaosException(
                    "the folder " + folders.live(id) + ", by which others know that the build runs: " + e.getMessage(),
                    e);
        }
    }

    private Summary.Entry again(Ended first, SecondPlan again, boolean interactive) throws ChaosException {
        Summary.Entry entry = first.entry();
        String sentence = "scenario '" + entry.scenario() + "' is run again, alone: side by side with others, as run '"
                + entry.run() + "', it came to " + entry.result().words() + " because of the machine";
        log.warn(sentence);
        return one(
                        again.of(first.result().plan()),
                        new OneRun(interactive && Terminal.isThere(), null, null, null, sentence))
                .entry();
    }

    /** Group after group; of a group all begin at once. In the order of the plans. */
    private List<Ended> together(List<Plan> plans, Admission admission, Machine machine) throws ChaosException {
        List<Ended> all = new ArrayList<>();
        List<Plan> waiting = plans;
        while (!waiting.isEmpty()) {
            List<Plan> group = admission.next(waiting);
            waiting = waiting.subList(group.size(), waiting.size());
            Clock clock = Clock.systemUTC();
            Instant began = clock.instant();
            List<Ended> ended;
            try (MachineWatch watch = new MachineWatch(machine, clock).begin()) {
                ended = group(group, watch);
                admission.took(group, watch.mean(began, clock.instant()));
            }
            all.addAll(ended);
            if (ended.stream().map(Ended::entry).anyMatch(Runs::endsAll)) {
                break;
            }
        }
        return all;
    }

    /** @throws ChaosException if one of them failed, after all others have ended */
    private List<Ended> group(List<Plan> group, MachineWatch watch) throws ChaosException {
        if (group.size() == 1) {
            return List.of(one(group.get(0), OneRun.alone(false, null)));
        }
        StartLine line = new StartLine(group.size());
        ExecutorService threads = Executors.newFixedThreadPool(group.size());
        List<Future<Ended>> running = new ArrayList<>();
        for (Plan plan : group) {
            StartLine.Place place = line.place();
            running.add(threads.submit(() -> {
                Thread.currentThread().setName("chaos-run-" + plan.scenario().name());
                try {
                    return one(plan, new OneRun(false, null, watch, place, null));
                } finally {
                    place.leave();
                }
            }));
        }
        threads.shutdown();
        List<Ended> ended = new ArrayList<>();
        ChaosException failure = null;
        for (Future<Ended> future : running) {
            try {
                ended.add(awaited(future));
            } catch (ExecutionException e) {
                ChaosException next = e.getCause() instanceof ChaosException known
                        ? known
                        : new ChaosException("a run failed: " + e.getCause(), e);
                if (failure == null) {
                    failure = next;
                } else {
                    failure.addSuppressed(next);
                    log.error(String.valueOf(next.getMessage()));
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
        return ended;
    }

    /** Not interrupted: who interrupts the build's own thread wants all runs to end, and they take everything back. */
    private Ended awaited(Future<Ended> future) throws ExecutionException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                    termination.begin("the build was interrupted");
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * How one run is carried out.
     *
     * @param live whether a terminal shows it in one line
     * @param services those of a suite; {@code null}: it starts its own
     * @param machine watched while others run beside it; {@code null}: it runs alone
     * @param place where it waits for the others; {@code null}: there are none
     * @param remark what its report says beside versions; {@code null}: nothing
     */
    private record OneRun(
            boolean live,
            @Nullable SharedServices services,
            @Nullable MachineWatch machine,
            StartLine.@Nullable Place place,
            @Nullable String remark) {

        static OneRun alone(boolean live, @Nullable SharedServices services) {
            return new OneRun(live, services, null, null, null);
        }

        EnvironmentStarter waiting(EnvironmentStarter own) {
            StartLine.Place here = place;
            if (here == null) {
                return own;
            }
            return (environment, context, progress) -> {
                RunningEnvironment running = null;
                boolean ready = false;
                try {
                    running = here.start(own, environment, context, progress);
                    here.await();
                    ready = true;
                    return running;
                } finally {
                    here.leave(); // the others do not wait for one that could not start
                    if (!ready && running != null) {
                        running.stop(Deadline.in(STOPS_WITHIN, System::nanoTime));
                    }
                }
            };
        }

        LoadEngine watched(LoadEngine own, Plan plan) {
            return machine == null
                    ? own
                    : new SharedMachineEngine(
                            own, machine, plan.scenario().duration().warmup(), Clock.systemUTC());
        }
    }

    /** Makes the plan of a run in the place of one that proved nothing. */
    @FunctionalInterface
    interface SecondPlan {
        Plan of(Plan first) throws ChaosException;
    }

    /**
     * A run that has ended.
     *
     * @param beside whether others ran beside it
     */
    private record Ended(Summary.Entry entry, RunResult result, boolean beside) {

        /** Whether it proved nothing, and says that the machine was too small for it. Nothing worse is looked at twice. */
        boolean isForTheMachine() {
            return beside && entry.result() == Result.NOT_PROVEN && MachineFindings.isIn(result);
        }
    }

    private Ended one(Plan plan, OneRun how) throws ChaosException {
        SharedServices services = how.services();
        log.info("Scenario '" + plan.scenario().name() + "': " + plan.scenario().title());
        StopSignal stop = new StopSignal();
        termination.stops(stop);
        ConsoleProgress progress = how.place() == null
                ? new ConsoleProgress(log, how.live())
                : ConsoleProgress.beside(log, plan.scenario().name());
        // Locked until all is kept: to others, an unlocked run that is there is a dead one.
        Summary.@Nullable Entry entry = null;
        @Nullable RunResult result = null;
        try (LiveRun lock = LiveRun.begin(folders.live(plan.runId()), stop);
                Descriptors kept = Descriptors.keep(stop::fail)) {
            result = run(plan, stop, progress, how);
            if (services != null) {
                services.ended(result);
            }
            progress.end();
            entry = reports.entry(result);
            synchronized (keeping) {
                outcome.tell(entry, log); // before anything is written: that may fail
                keep(result, lock);
            }
        } catch (DriverException e) {
            throw new ChaosException(String.valueOf(e.getMessage()), e);
        } catch (IOException | UncheckedIOException e) {
            String problem = "what the run '" + plan.runId() + "' leaves cannot be written: " + e.getMessage();
            if (entry == null || result == null) {
                throw new ChaosException(problem, e);
            }
            log.error(problem);
            entry = entry.unwritten(problem);
        } finally {
            termination.ended(stop);
        }
        Ended over = new Ended(entry, result, how.place() != null);
        if (!over.isForTheMachine()) { // else it may not be what counts
            tell(over);
        }
        return over;
    }

    private void tell(Ended over) {
        synchronized (keeping) {
            ended.accept(over.result(), over.entry());
        }
    }

    private RunResult run(Plan plan, StopSignal stop, ConsoleProgress progress, OneRun how)
            throws ChaosException, IOException {
        Path folder = Files.createDirectories(folders.of(plan.runId()));
        Files.write(folder.resolve("plan.txt"), PlanText.of(plan));
        Path journalFile = folders.live(plan.runId()).resolve(JOURNAL);
        RunContext context = tools.context(plan.runId(), plan.seed());
        ProviderRegistry.Choice load = tools.engine(plan.loadDriver(), plan.environment(), context);
        if (load.remark() != null) {
            log.warn(load.remark());
        }
        FileJournal journal = new FileJournal(journalFile);
        try {
            SharedServices services = how.services();
            EnvironmentStarter environment = services != null
                    ? services.of(plan.scenario().name())
                    : new LocalEnvironment(
                            new Folders(folders.workspace().root(), folders.state(), folder),
                            plan.runId(),
                            artifacts,
                            tools.gateways(context));
            return new ChaosRun(
                            plan,
                            new RunDependencies(
                                    tools.drivers(context),
                                    context,
                                    how.waiting(environment),
                                    tools.claims(),
                                    how.watched(load.engine(), plan),
                                    new HttpLoadSetup(context.shared(), InstantSource.system()),
                                    tools.probes(),
                                    new WriteFinders(context.shared()),
                                    journal,
                                    progress,
                                    new WallClock(),
                                    folders.workspace().root(),
                                    folder,
                                    versions(plan, context, how.remark())),
                            stop,
                            failFast,
                            pace)
                    .run();
        } finally {
            close(journal);
        }
    }

    private List<String> versions(Plan plan, RunContext context, @Nullable String remark) {
        List<String> versions = new ArrayList<>();
        if (remark != null) {
            versions.add(remark);
        }
        packs.stream()
                .filter(pack -> plan.scenario().name().startsWith(pack.name() + "/"))
                .forEach(pack -> versions.add(pack.line()));
        versions.add(Pins.ofThisPlugin().line(Pin.today(context.clock())));
        return versions;
    }

    /** All its lines are on disk already; the run's result is worth more than this. */
    private void close(FileJournal journal) {
        try {
            journal.close();
        } catch (IOException e) {
            log.warn("the journal cannot be closed: " + e.getMessage());
        }
    }

    private void keep(RunResult result, LiveRun lock) throws IOException {
        Path folder = folders.of(result.plan().runId());
        RunArchive.write(folder, result);
        keepJournal(result, folder, lock);
        reports.remember(result);
        reports.write(result);
    }

    /** A journal with something left to undo stays where {@code mvn clean} does not find it. */
    private void keepJournal(RunResult result, Path folder, LiveRun lock) throws IOException {
        Files.copy(
                folders.live(result.plan().runId()).resolve(JOURNAL),
                folder.resolve(JOURNAL),
                StandardCopyOption.REPLACE_EXISTING);
        if (result.verdict().result() != Result.NOT_UNDONE) {
            lock.forget();
        }
    }
}
