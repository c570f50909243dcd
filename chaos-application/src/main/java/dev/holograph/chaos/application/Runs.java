package dev.holograph.chaos.application;

import dev.holograph.chaos.adapters.local.ArtifactResolver;
import dev.holograph.chaos.adapters.local.Folders;
import dev.holograph.chaos.adapters.local.LocalEnvironment;
import dev.holograph.chaos.application.pack.Pack;
import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.plan.Suite;
import dev.holograph.chaos.run.Pace;
import dev.holograph.chaos.run.RunIds;
import dev.holograph.chaos.run.RunResult;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Runs all plans of an execution, one after the other or side by side, with services of their own or of a suite. */
final class Runs {

    static final String JOURNAL = "journal.ndjson";

    private final PlanRunner runner;
    private final ProviderRegistry tools;
    private final RunFolders folders;
    private final ArtifactResolver artifacts;
    private final Termination termination;
    private final Log log;

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
        this.tools = tools;
        this.folders = reports.folders();
        this.artifacts = oneAtATime(artifacts);
        this.termination = termination;
        this.log = log;
        this.runner = new PlanRunner(tools, reports, outcome, this.artifacts, packs, termination, ended, log);
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
        runner.failFast(on);
        return this;
    }

    /** @param chosen whether the recovery phase ends once the recovery is believed */
    Runs pace(Pace chosen) {
        runner.pace(chosen);
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
            EndedRun ended = runner.run(plan, RunConditions.alone(interactive && Terminal.isThere(), services));
            entries.add(ended.entry());
            if (ended.endsAll()) {
                break;
            }
        }
        return entries;
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
            List<EndedRun> ended = new SideBySideRuns(runner, machine, termination, log)
                    .all(sides.together(), new Admission(wanted, machine, log));
            List<Summary.Entry> entries = new ArrayList<>();
            boolean over = ended.stream().anyMatch(EndedRun::endsAll);
            for (EndedRun one : ended) {
                EndedRun last = one;
                if (one.isForTheMachine()) {
                    if (over) {
                        runner.tell(one);
                    } else {
                        last = again(one, again, interactive);
                    }
                }
                over = over || last.endsAll();
                entries.add(last.entry());
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

    private EndedRun again(EndedRun first, SecondPlan again, boolean interactive) throws ChaosException {
        Summary.Entry entry = first.entry();
        String sentence = "scenario '" + entry.scenario() + "' is run again, alone: side by side with others, as run '"
                + entry.run() + "', it came to " + entry.result().words() + " because of the machine";
        log.warn(sentence);
        return runner.run(
                again.of(first.result().plan()),
                new RunConditions(interactive && Terminal.isThere(), null, null, null, sentence));
    }

    /** Makes the plan of a run in the place of one that proved nothing. */
    @FunctionalInterface
    interface SecondPlan {
        Plan of(Plan first) throws ChaosException;
    }
}
