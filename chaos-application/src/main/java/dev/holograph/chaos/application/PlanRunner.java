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
import dev.holograph.chaos.report.PlanText;
import dev.holograph.chaos.run.ChaosRun;
import dev.holograph.chaos.run.Pace;
import dev.holograph.chaos.run.RunClock;
import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.run.RunDependencies;
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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Carries one plan out, prints what it came to, and keeps what it leaves: journal, series, plan and report. */
final class PlanRunner {

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
    PlanRunner(
            ProviderRegistry tools,
            Reports reports,
            BuildOutcome outcome,
            ArtifactResolver artifacts,
            List<Pack> packs,
            Termination termination,
            BiConsumer<RunResult, Summary.Entry> ended,
            Log log) {
        this.tools = tools;
        this.reports = reports;
        this.outcome = outcome;
        this.folders = reports.folders();
        this.artifacts = artifacts;
        this.packs = packs;
        this.termination = termination;
        this.ended = ended;
        this.log = log;
    }

    void failFast(boolean on) {
        failFast = on;
    }

    void pace(Pace chosen) {
        pace = chosen;
    }

    EndedRun run(Plan plan, RunConditions how) throws ChaosException {
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
            result = carryOut(plan, stop, progress, how);
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
        EndedRun over = new EndedRun(entry, result, how.place() != null);
        if (!over.isForTheMachine()) { // else it may not be what counts
            tell(over);
        }
        return over;
    }

    /** Says to the build that nothing more is done about a run. */
    void tell(EndedRun over) {
        synchronized (keeping) {
            ended.accept(over.result(), over.entry());
        }
    }

    private RunResult carryOut(Plan plan, StopSignal stop, ConsoleProgress progress, RunConditions how)
            throws ChaosException, IOException {
        Path folder = Files.createDirectories(folders.of(plan.runId()));
        Files.write(folder.resolve("plan.txt"), PlanText.of(plan));
        Path journalFile = folders.live(plan.runId()).resolve(Runs.JOURNAL);
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
                                    RunClock.of(Clock.systemUTC(), System::nanoTime),
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
                folders.live(result.plan().runId()).resolve(Runs.JOURNAL),
                folder.resolve(Runs.JOURNAL),
                StandardCopyOption.REPLACE_EXISTING);
        if (result.verdict().result() != Result.NOT_UNDONE) {
            lock.forget();
        }
    }
}
