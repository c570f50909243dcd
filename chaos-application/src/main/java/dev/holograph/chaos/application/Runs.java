package dev.holograph.chaos.application;

import dev.holograph.chaos.adapters.journal.FileJournal;
import dev.holograph.chaos.adapters.journal.RunArchive;
import dev.holograph.chaos.adapters.ledger.WriteFinders;
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
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.EnvironmentStarter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries plans out, one after the other, tells what each came to, and keeps what it leaves: journal, series, plan and
 * report.
 */
final class Runs {

    static final String JOURNAL = "journal.ndjson";

    private final ProviderRegistry tools;
    private final Reports reports;
    private final BuildOutcome judgement;
    private final RunFolders folders;
    private final ArtifactResolver artifacts;
    private final List<Pack> packs;
    private final Termination termination;
    private final BiConsumer<RunResult, Summary.Entry> ended;
    private final Log log;
    private boolean failFast;
    private Pace pace = Pace.FULL;

    /** @param ended takes each run when nothing more is done about it */
    Runs(
            ProviderRegistry tools,
            Reports reports,
            BuildOutcome judgement,
            ArtifactResolver artifacts,
            List<Pack> packs,
            Termination termination,
            BiConsumer<RunResult, Summary.Entry> ended,
            Log log) {
        this.ended = ended;
        this.tools = tools;
        this.reports = reports;
        this.judgement = judgement;
        this.folders = reports.folders();
        this.artifacts = artifacts;
        this.packs = packs;
        this.termination = termination;
        this.log = log;
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
            Summary.Entry entry = one(plan, interactive && Terminal.isThere(), services);
            entries.add(entry);
            if (entry.result() == Result.INTERRUPTED || entry.result() == Result.NOT_UNDONE) {
                break;
            }
        }
        return entries;
    }

    private Summary.Entry one(Plan plan, boolean live, @Nullable SharedServices services) throws ChaosException {
        log.info("Scenario '" + plan.scenario().name() + "': " + plan.scenario().title());
        StopSignal stop = new StopSignal();
        termination.stops(stop);
        ConsoleProgress progress = new ConsoleProgress(log, live);
        // Locked until all is kept: to others, an unlocked run that is there is a dead one.
        Summary.@Nullable Entry entry = null;
        @Nullable RunResult result = null;
        try (LiveRun lock = LiveRun.begin(folders.live(plan.runId()), stop);
                Descriptors kept = Descriptors.keep(stop::fail)) {
            result = run(plan, stop, progress, services);
            if (services != null) {
                services.ended(result);
            }
            progress.end();
            entry = reports.entry(result);
            judgement.tell(entry, log); // before anything is written: that may fail
            keep(result, lock);
        } catch (DriverException e) {
            throw new ChaosException(String.valueOf(e.getMessage()), e);
        } catch (IOException | UncheckedIOException e) {
            String problem = "what the run '" + plan.runId() + "' leaves cannot be written: " + e.getMessage();
            if (entry == null || result == null) {
                throw new ChaosException(problem, e);
            }
            log.error(problem);
            entry = entry.unwritten(problem);
        }
        ended.accept(result, entry);
        return entry;
    }

    private RunResult run(Plan plan, StopSignal stop, ConsoleProgress progress, @Nullable SharedServices services)
            throws ChaosException, IOException {
        Path folder = Files.createDirectories(folders.of(plan.runId()));
        Files.write(folder.resolve("plan.txt"), PlanText.of(plan));
        Path journalFile = folders.live(plan.runId()).resolve(JOURNAL);
        RunContext context = tools.context(plan.runId(), plan.seed());
        ProviderRegistry.Choice load = tools.engine(plan.loadDriver(), context);
        if (load.remark() != null) {
            log.warn(load.remark());
        }
        FileJournal journal = new FileJournal(journalFile);
        try {
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
                                    environment,
                                    tools.claims(),
                                    load.engine(),
                                    tools.probes(),
                                    new WriteFinders(context.shared()),
                                    journal,
                                    progress,
                                    new WallClock(),
                                    folders.workspace().root(),
                                    folder,
                                    versions(plan, context)),
                            stop,
                            failFast,
                            pace)
                    .run();
        } finally {
            close(journal);
        }
    }

    private List<String> versions(Plan plan, RunContext context) {
        List<String> versions = new ArrayList<>();
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
