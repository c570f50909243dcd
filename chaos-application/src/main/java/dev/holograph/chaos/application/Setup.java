package dev.holograph.chaos.application;

import dev.holograph.chaos.adapters.report.ReportTemplates;
import dev.holograph.chaos.adapters.yaml.PhaseOverrides;
import dev.holograph.chaos.scenario.Checked;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What all that the application does begins with: a build and a person's choices, understood. */
final class Setup {

    private static final String REPORT = "ChaosReport.md";

    private final Build build;
    private final Choices choices;
    private final Toolbox tools;

    Setup(Build build, Choices choices) {
        this.build = build;
        this.choices = choices;
        this.tools = new Toolbox(build.settings(), build.credentials());
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

    Toolbox tools() {
        return tools;
    }

    KnownRuns knownRuns() {
        return new KnownRuns(build.state());
    }

    Leftovers leftovers() {
        return new Leftovers(knownRuns(), tools, log());
    }

    Selection selection() throws ChaosException {
        Selectors written = choices.scenarios();
        Selection chosen =
                ChosenScenarios.of(written.scenario(), written.longScenario(), written.tags(), written.typed());
        String rerun = written.rerun();
        return rerun == null
                ? chosen
                : chosen.only(Rerun.of(rerun, workspace().output(), choices.environment(), log()));
    }

    Preparation preparation() throws ChaosException {
        return new Preparation(
                workspace(),
                tools,
                selection(),
                choices.environment(),
                overrides(),
                choices.seed(),
                choices.load(),
                build.messages(),
                build.adviceWithout());
    }

    private PhaseOverrides overrides() throws ChaosException {
        try {
            return PhaseOverrides.parse(choices.lengths());
        } catch (IllegalArgumentException e) {
            throw new ChaosException("chaos." + e.getMessage(), e);
        }
    }

    /** Whether an environment is named: the standard one keeps nothing of a dead run. */
    boolean isEnvironmentNamed() {
        return !choices.environment().equals(Choices.LOCAL);
    }

    /** How ChaosReport.md is written, or all mistakes in the templates. */
    Checked<ReportTemplates> templates() {
        String templates = choices.templates();
        if (templates == null || templates.isBlank()) {
            return Checked.of(ReportTemplates.builtIn());
        }
        Path folder = workspace().root().resolve(templates);
        return ReportTemplates.read(folder, workspace().shown(folder));
    }

    /** @param report relative to the project; {@code null}: the standard one */
    RunFolders folders(@Nullable String report) {
        Path file = report == null
                ? workspace().output().resolve(REPORT)
                : workspace().root().resolve(report);
        return new RunFolders(workspace(), build.state(), file);
    }

    /** @throws ChaosException with all mistakes in the templates: nothing has been started */
    Reports reports(ReportOptions options) throws ChaosException {
        String history = options.history();
        Path file =
                history == null || history.isBlank() ? null : workspace().root().resolve(history);
        return new Reports(
                folders(options.report()), file, options.trend(), options.html(), Mistakes.orFail(templates()), log());
    }
}
