package dev.holograph.chaos.application;

import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.plan.Suite;
import dev.holograph.chaos.run.Pace;
import dev.holograph.chaos.run.RunIds;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Runs all that is selected: one execution of {@code chaos:run} in a build. */
final class ScenarioRuns {

    private final Setup setup;
    private final RunOptions options;
    private final ReportOptions reporting;

    ScenarioRuns(Setup setup, RunOptions options, ReportOptions reporting) {
        this.setup = setup;
        this.options = options;
        this.reporting = reporting;
    }

    void run(BuildNews build) throws ChaosException, FailureException {
        BuildOutcome outcome = new BuildOutcome(BuildOutcome.isStrict(reporting.notProven()));
        Pace pace = options.paceOf();
        Parallel parallel = Parallel.of(options.parallel());
        Log log = setup.log();
        ProviderRegistry tools = setup.tools();
        setup.warnOfOverlooked();
        Preparation preparation = setup.preparation();
        List<Plan> plans = WindowCheck.checked(setup.sound(preparation.plans()), Clock.systemUTC());
        Suite suite = preparation.suite().orElse(null);
        Reports reports = setup.reports(reporting);
        Path root = setup.workspace().root();
        new StaleJars(root, setup.build().artifacts())
                .of(plans.get(0).environment())
                .forEach(log::warn);
        if (suite != null) {
            log.info(ScenarioList.of(suite));
        }
        SideBySide sides = SideBySide.of(plans, suite, parallel);
        sides.remarks().forEach(log::warn);
        RunAnnouncement.of(plans, sides, pace, Clock.systemUTC()).forEach(log::info);
        var news = ExecutionNews.of(
                build,
                tools,
                plans.get(0).environment(),
                options.sendMessages(),
                reports,
                setup.build().top(),
                log);
        List<Summary.Entry> entries;
        // Until the verdict is printed: a run that a signal stopped has its report and its last words too.
        try (Termination termination = new Termination();
                ParentWatch watch = options.endWithParent() ? ParentWatch.begin(termination) : null) {
            Runs runs = new Runs(
                            tools,
                            reports,
                            outcome,
                            setup.build().artifacts(),
                            setup.packs(),
                            termination,
                            news::ended,
                            log)
                    .failFast(options.failFast())
                    .pace(pace);
            entries =
                    news.after(() -> run(suite, plans, sides, parallel, runs, reports, outcome), termination::hasBegun);
        }
        OutcomeTable.of(entries, root).forEach(log::info);
        if (options.failOnBreach()) {
            outcome.failIfDue(entries);
        } else {
            outcome.leftToVerify(entries).ifPresent(log::warn);
        }
    }

    private List<Summary.Entry> run(
            @Nullable Suite suite,
            List<Plan> plans,
            SideBySide sides,
            Parallel parallel,
            Runs runs,
            Reports reports,
            BuildOutcome outcome)
            throws ChaosException, FailureException {
        Date started = Date.from(setup.build().started());
        Path root = setup.workspace().root();
        setup.leftovers().beforeARun(options.recover());
        List<Summary.Due> due = Summary.Due.of(plans, root, options.paceOf());
        setup.begunRuns().begin(due);
        Summary.begin(setup.workspace().output(), started, due);
        boolean interactive = setup.build().interactive();
        List<Summary.Entry> entries;
        if (suite != null && suite.services() == Suite.Services.ONCE) {
            entries = runs.allOf(suite, plans, interactive);
        } else if (sides.together().size() > 1) {
            entries = runs.sideBySide(sides, parallel, Machine.ofThisProcess(), this::again, interactive);
        } else {
            entries = runs.all(plans, interactive);
        }
        try {
            reports.build(
                    entries,
                    started,
                    BuildOutcome.isStrict(reporting.notProven()),
                    options.github() ? new GitHubActions(System::getenv, root, System.out, setup.log()) : null);
            setup.begunRuns().failIfGone(started);
        } catch (ChaosException e) {
            // chaos:verify would know nothing of it
            String problem = String.valueOf(e.getMessage());
            setup.log().error(problem);
            outcome.failIfDue(
                    entries.stream().map(entry -> entry.unwritten(problem)).toList());
        }
        return entries;
    }

    /**
     * The same with an id of its own, which is due in the place of the first. It could be prepared once, so it can be
     * again.
     */
    private Plan again(Plan plan) throws ChaosException {
        String id = RunIds.of(plan.scenario().name(), Clock.systemUTC().instant(), new SplittableRandom());
        ProviderRegistry tools = setup.tools();
        Plan second = tools.planner(tools.context(id, plan.seed()))
                .plan(id, plan.seed(), plan.scenario(), plan.environment())
                .get();
        List<Summary.Due> due =
                Summary.Due.of(List.of(second), setup.workspace().root(), options.paceOf());
        setup.begunRuns().forget(plan.runId());
        setup.begunRuns().begin(due);
        Summary.insteadOf(
                plan.runId(),
                setup.workspace().output(),
                Date.from(setup.build().started()),
                due);
        return second;
    }
}
