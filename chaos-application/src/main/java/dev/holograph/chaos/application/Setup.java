package dev.holograph.chaos.application;

import dev.holograph.chaos.adapters.report.MarkdownReportProvider;
import dev.holograph.chaos.adapters.report.html.HtmlReportProvider;
import dev.holograph.chaos.application.pack.Pack;
import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.report.ReportContext;
import dev.holograph.chaos.report.RunReport;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Validated;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What all that the application does begins with: a build and a person's choices, understood. */
final class Setup {

    private static final String REPORT = "ChaosReport.md";

    private final Build build;
    private final Choices choices;
    private final ProviderRegistry tools;
    private Packs.@Nullable Fetched packs;

    Setup(Build build, Choices choices) {
        this.build = build;
        this.choices = choices;
        this.tools = new ProviderRegistry(build.settings(), build.credentials());
    }

    Build build() {
        return build;
    }

    Log log() {
        return build.log();
    }

    Workspace workspace() {
        return build.workspace();
    }

    ProviderRegistry tools() {
        return tools;
    }

    BegunRuns begunRuns() {
        return new BegunRuns(build.runs(), workspace().output());
    }

    RunRegistry knownRuns() {
        return new RunRegistry(build.state());
    }

    StaleRunGuard leftovers() {
        return new StaleRunGuard(knownRuns(), tools, log());
    }

    Selection selection() throws ChaosException {
        Selectors written = choices.scenarios();
        Selection chosen = ChosenScenarios.of(written);
        String rerun = written.rerun();
        return rerun == null
                ? chosen
                : chosen.only(Rerun.of(rerun, workspace().output(), choices.environment(), definitions(chosen), log()));
    }

    /** What tells changed scenarios, by their names; of files with mistakes, which are reported later, there is nothing. */
    private Map<String, String> definitions(Selection chosen) throws ChaosException {
        Map<String, String> definitions = new HashMap<>();
        Preparation preparation = preparation(chosen);
        Validated<List<Scenario>> read = preparation.scenarios();
        if (read.isValid()) {
            Path environment = preparation.environmentFile();
            for (Scenario scenario : read.get()) {
                definitions.put(scenario.name(), Summary.Due.definition(scenario, environment));
            }
        }
        return definitions;
    }

    Preparation preparation() throws ChaosException {
        return preparation(selection());
    }

    /** Warns of scenarios that a goal which takes all of them does not see. */
    void warnOfOverlooked() throws ChaosException {
        Selection chosen = ChosenScenarios.of(choices.scenarios());
        if (chosen.names().isEmpty() && chosen.suite() == null) {
            OverlookedScenarios.of(workspace()).ifPresent(log()::warn);
        }
    }

    /** Prepares all scenarios, with these packs in place of the pinned ones. */
    Preparation preparation(List<Pack> others) throws ChaosException {
        return preparation(new Selection(List.of(), List.of()), others);
    }

    private Preparation preparation(Selection selection) throws ChaosException {
        return preparation(selection, packs());
    }

    private Preparation preparation(Selection selection, List<Pack> used) throws ChaosException {
        return new Preparation(
                workspace(),
                tools,
                selection,
                choices.environment(),
                SettingValues.lengths(choices.lengths()),
                choices.seed(),
                choices.load(),
                TypedParameters.of(choices.scenarios().typed()),
                build.messages(),
                new ScenarioFiles(workspace(), used, build.adviceWithout()));
    }

    /** The packs that the build uses, with their files; read once. */
    List<Pack> packs() throws ChaosException {
        return fetched().packs();
    }

    private Packs.Fetched fetched() throws ChaosException {
        if (packs == null) {
            packs = Packs.of(build);
        }
        return packs;
    }

    /**
     * Plans without mistakes. Packs from Git are pinned now and not before: a version with mistakes would stay until
     * somebody moves the pin.
     *
     * @throws ChaosException with all mistakes: nothing has been started
     */
    List<Plan> sound(Validated<List<Plan>> plans) throws ChaosException {
        List<Plan> sound = Mistakes.orFail(plans);
        pin(sound.stream().map(Plan::scenario).toList());
        return sound;
    }

    /**
     * Pins the packs from Git that have no pin yet and no mistakes.
     *
     * @param read scenarios that were read and have none; packs that none of them is of are looked at for this alone
     */
    void pin(List<Scenario> read) throws ChaosException {
        Preparation all = preparation(new Selection(List.of(), List.of()));
        fetched()
                .pin(pack ->
                        read.stream().anyMatch(one -> one.name().startsWith(pack.name() + "/")) || all.isSound(pack));
    }

    /** Whether an environment is named: the standard one keeps nothing of a dead run. */
    boolean isEnvironmentNamed() {
        return !choices.environment().equals(Choices.LOCAL);
    }

    /**
     * All reports that are found, or all mistakes in what they are made from.
     *
     * @param file ChaosReport.md
     * @param more settings beside those of the build
     */
    private Validated<List<RunReport>> reports(Path file, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(build.settings());
        settings.putAll(more);
        if (choices.templates() != null) {
            settings.put(MarkdownReportProvider.TEMPLATES, choices.templates());
        }
        return ProviderRegistry.reports(
                new ReportContext(workspace().root(), workspace().output(), file, settings, log()::warn));
    }

    /** What is wrong with that of which reports are made, such as templates. */
    Validated<List<RunReport>> reports() {
        return reports(workspace().output().resolve(REPORT), Map.of());
    }

    /** @param report relative to the project; {@code null}: the standard one */
    RunFolders folders(@Nullable String report) {
        Path file = report == null
                ? workspace().output().resolve(REPORT)
                : workspace().root().resolve(report);
        return new RunFolders(workspace(), build.state(), file);
    }

    /** @throws ChaosException with all mistakes in what reports are made from: nothing has been started */
    Reports reports(ReportOptions options) throws ChaosException {
        String history = options.history();
        Path file =
                history == null || history.isBlank() ? null : workspace().root().resolve(history);
        RunFolders folders = folders(options.report());
        List<RunReport> all = Mistakes.orFail(
                reports(folders.report(), Map.of(HtmlReportProvider.WANTED, String.valueOf(options.html()))));
        return new Reports(folders, file, options.trend(), all, log());
    }
}
