package dev.holograph.chaos.application;

import dev.holograph.chaos.adapters.load.k6.DownloadRoute;
import dev.holograph.chaos.application.init.ProjectModule;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All that can be done with scenarios and runs, a method for each goal. A Maven plugin, another build tool or a command line stands on it. */
public final class ChaosApplication {

    private final Setup setup;

    /**
     * @param build lends what the application needs of its surroundings
     * @param choices of a person
     */
    public ChaosApplication(Build build, Choices choices) {
        this.setup = new Setup(build, choices);
    }

    /** The names of the settings that drivers and load engines read. */
    public Set<String> settings() {
        return setup.tools().settings();
    }

    /** Which values settings have. */
    public SettingValues settingValues() {
        return new SettingValues(setup.tools().loadEngines());
    }

    /** Tells the scenarios with their faults, targets, lengths and tags. */
    public void list() throws ChaosException {
        ScenarioList.tell(setup);
    }

    /** Checks scenarios, their environment, and templates of the report. Starts and touches nothing. */
    public void validate() throws ChaosException {
        Validation.check(setup);
    }

    /** Tells what a run would do, when, to what, and how it would be undone. Starts and touches nothing. */
    public void plan() throws ChaosException {
        PlanPreview.tell(setup);
    }

    /** Checks whether everything that an environment needs is at hand. Starts nothing. */
    public void doctor() throws ChaosException {
        Doctor.examine(setup);
    }

    /**
     * Runs scenarios.
     *
     * @param news of the build that this is part of
     */
    public void run(RunOptions options, ReportOptions reports, BuildNews news) throws ChaosException, FailureException {
        new ScenarioRuns(setup, options, reports).run(news);
    }

    /** Fails for the verdicts of the runs that this build has finished. */
    public void verify(String notProven) throws ChaosException, FailureException {
        Verification.check(setup, notProven);
    }

    /**
     * Judges and reports runs again from their files, and writes the trend over all runs of the history.
     *
     * @param run to report; {@code null}: the last one of each scenario
     */
    public void report(@Nullable String run, ReportOptions options) throws ChaosException {
        new ReportAgain(setup, options).write(run);
    }

    /** Takes back what runs have left whose process has died. */
    public void recover() throws ChaosException {
        Recovery.takeBack(setup);
    }

    /** Ends the runs that go on for this user in other processes. */
    public void abort() throws ChaosException {
        RunAbort.endAll(setup);
    }

    /** Sends a test message to all who would get one about a run. */
    public void message() throws ChaosException {
        TestMessage.send(setup);
    }

    /** Moves packs from Git to where their refs are now, and shows how that changes plans. Starts nothing. */
    public void update() throws ChaosException {
        PackUpdate.move(setup);
    }

    /** Writes JSON Schemas of scenario and environment files into a folder, relative to the project. */
    public void schemas(String folder) throws ChaosException {
        SchemaFiles.write(setup, folder);
    }

    /**
     * Writes a first scenario and environment for a project, with their JSON Schemas. Changes no file that is there.
     *
     * @param modules of the build; empty where there is no POM
     * @param version of the plugin
     */
    public void init(List<ProjectModule> modules, String version) throws ChaosException {
        FirstScenario.write(setup, modules, version);
    }

    /**
     * Installs the k6 that this application is tested with.
     *
     * @param baseUrl the place of k6's releases
     * @param route by which they are fetched
     * @param sha256 of the archive; {@code null}: the one that k6 publishes
     */
    public void installK6(String baseUrl, DownloadRoute route, @Nullable String sha256) throws ChaosException {
        K6Installation.install(setup, baseUrl, route, sha256);
    }
}
