package dev.holograph.chaos.maven;

import dev.holograph.chaos.adapters.report.MarkdownReportProvider;
import dev.holograph.chaos.adapters.yaml.PhaseOverrides;
import dev.holograph.chaos.plan.MessageSpec;
import dev.holograph.chaos.report.ReportContext;
import dev.holograph.chaos.report.RunReport;
import dev.holograph.chaos.scenario.Checked;
import dev.holograph.chaos.scenario.Phase;
import dev.holograph.chaos.scenario.Violation;
import java.io.File;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.jspecify.annotations.Nullable;

/** The parameters that all goals share, and how they are understood. */
abstract class ChaosMojo extends AbstractMojo {

    /** The report of all scenarios, where the build calls it nothing else. */
    static final String REPORT = "ChaosReport.md";

    private static final String LOCAL = "local";

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private MavenSession session;

    @Inject
    private SettingsDecrypter decrypter;

    @Parameter(defaultValue = "${project}", readonly = true)
    private @Nullable MavenProject project;

    /** The scenarios to take, by name, separated by commas. Without it, and without tags: all. */
    @Parameter(property = "scenario")
    private @Nullable String scenario;

    /** The same as {@code scenario}, with the prefix that the other properties have. */
    @Parameter(property = "chaos.scenario")
    private @Nullable String chaosScenario;

    /**
     * {@code failed}: of the selected scenarios, takes only those that were not green in the last build with
     * {@code chaos:run} in this environment, and those that it did not come to.
     */
    @Parameter(property = "chaos.rerun")
    private @Nullable String rerun;

    /** Takes only scenarios that carry at least one of these tags, separated by commas. */
    @Parameter(property = "chaos.tags")
    private @Nullable String tags;

    /** The environment to run in: the name of a file in the folder {@code environments}. */
    @Parameter(property = "chaos.environment", defaultValue = LOCAL)
    private String environment;

    /** The folder of the scenarios, relative to the project. */
    @Parameter(property = "chaos.scenarioDirectory", defaultValue = "scenarios")
    private String scenarioDirectory;

    /** The folder of the environments, relative to the project. */
    @Parameter(property = "chaos.environmentDirectory", defaultValue = "environments")
    private String environmentDirectory;

    /** Length of the warm-up, such as {@code 5s}, in place of the scenario's. */
    @Parameter(property = "chaos.warmup")
    private @Nullable String warmup;

    /** Length of the baseline in place of the scenario's. */
    @Parameter(property = "chaos.baseline")
    private @Nullable String baseline;

    /** Length of the fault phase in place of the scenario's. */
    @Parameter(property = "chaos.fault")
    private @Nullable String fault;

    /** Length of the recovery phase in place of the scenario's. */
    @Parameter(property = "chaos.recovery")
    private @Nullable String recovery;

    /** Seed of all random choices; the same seed makes the same choices. By default a new one for each run. */
    @Parameter(property = "chaos.seed")
    private @Nullable Long seed;

    /** What drives the load in place of what the environment says: {@code auto}, {@code k6} or {@code embedded}. */
    @Parameter(property = "chaos.load")
    private @Nullable String load;

    /** The k6 executable. By default the one on the PATH. */
    @Parameter(property = "chaos.k6")
    private @Nullable File k6;

    /**
     * The folder of what must outlive {@code mvn clean}: journals of runs that have not ended, and records of their
     * processes. By default {@code .chaos-maven-plugin} in the user's home.
     */
    @Parameter(property = "chaos.stateDirectory")
    private @Nullable File stateDirectory;

    /**
     * Messages about the outcome of a build, beside those of the environment: an element for each, named by it, with its
     * {@code type} ({@code slack}, {@code mail}, {@code webhook}), when it is sent ({@code on}), and the keys of its
     * type. They hold no secret, only where it is.
     */
    @Parameter
    private @Nullable PlexusConfiguration messages;

    /**
     * A folder with Mustache templates that replace parts of ChaosReport.md or add to it, relative to the project. Checked
     * before anything is started. By default there is none: the report has the plugin's own.
     */
    @Parameter(property = "chaos.templatesDirectory")
    private @Nullable String templatesDirectory;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    private MojoExecution execution;

    /**
     * {@code true}: does nothing. {@code false}: runs whatever {@code skipTests}, {@code skipITs},
     * {@code maven.test.skip} and {@code maven.test.skip.exec} say, which otherwise skip {@code chaos:run} and
     * {@code chaos:verify}.
     */
    @Parameter(property = "chaos.skip")
    private @Nullable Boolean skip;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (isSkipped()) {
            return;
        }
        try {
            for (String warning : unknownProperties().warnings(session.getUserProperties(), pomProperties())) {
                getLog().warn(warning);
            }
            work();
        } catch (MojoExecutionException e) {
            String calling = whereabouts().callingByCoordinates();
            if (!calling.isEmpty() && !String.valueOf(e.getMessage()).contains(calling)) {
                getLog().error(calling);
            }
            throw e;
        }
    }

    private boolean isSkipped() {
        if (skip != null) {
            if (skip) {
                getLog().info("Skipped: chaos.skip is set");
            }
            return skip;
        }
        Optional<String> property = SkippedTests.by(session, execution);
        property.ifPresent(name -> {
            String words = "Skipped, as tests are: " + name + " is set. Nothing was run, and nothing is proven;"
                    + " -Dchaos.skip=false runs it all the same";
            if (whereabouts().isFromTheCommandLine()) {
                getLog().warn(words); // somebody has asked for nothing else
            } else {
                getLog().info(words);
            }
        });
        return property.isPresent();
    }

    private UnknownProperties unknownProperties() {
        return UnknownProperties.of(
                execution.getMojoDescriptor().getPluginDescriptor(), toolbox().settings());
    }

    private Properties pomProperties() {
        return project == null ? new Properties() : project.getProperties();
    }

    final Whereabouts whereabouts() {
        return new Whereabouts(session, project, execution);
    }

    /** What the goal does. */
    abstract void work() throws MojoExecutionException, MojoFailureException;

    final MavenSession session() {
        return session;
    }

    /** The folder in which the build began: in a module, one above the project's. */
    final Path top() {
        return Path.of(session.getExecutionRootDirectory());
    }

    final Workspace workspace() {
        return Workspace.of(session, project, scenarioDirectory, environmentDirectory);
    }

    final Selection selection() throws MojoExecutionException {
        Selection chosen = ChosenScenarios.of(scenario, chaosScenario, tags, session.getUserProperties());
        return rerun == null ? chosen : chosen.only(Rerun.of(rerun, workspace().output(), environment, getLog()));
    }

    final Preparation preparation(Toolbox tools) throws MojoExecutionException {
        return new Preparation(
                workspace(),
                tools,
                selection(),
                environment,
                overrides(),
                seed,
                load,
                pomMessages(),
                whereabouts()::adviceWithout);
    }

    /** By the execution: in the parameter Maven has dropped the lines of the POM. */
    private List<MessageSpec> pomMessages() {
        return messages == null
                ? List.of()
                : new PomMessages(file -> workspace().shown(Path.of(file))).read(execution.getConfiguration());
    }

    /**
     * All reports that are found, or all mistakes in what they are made from.
     *
     * @param file ChaosReport.md
     * @param more settings beside those of the build
     */
    final Checked<List<RunReport>> reports(Path file, Map<String, String> more) {
        Workspace workspace = workspace();
        Map<String, String> settings = new HashMap<>(settings());
        settings.putAll(more);
        if (templatesDirectory != null) {
            settings.put(MarkdownReportProvider.TEMPLATES, templatesDirectory);
        }
        return Toolbox.reports(new ReportContext(workspace.root(), workspace.output(), file, settings, getLog()::warn));
    }

    /** Whether an environment is named: the standard one is this machine, which keeps nothing of a dead run. */
    final boolean isEnvironmentNamed() {
        return !environment.equals(LOCAL);
    }

    final Toolbox toolbox() {
        return new Toolbox(settings(), new MavenSecrets(session.getSettings(), decrypter, System::getenv));
    }

    private Map<String, String> settings() {
        Map<String, String> settings = BuildSettings.of(pomProperties(), session.getUserProperties());
        settings.put("chaos.stateDirectory", state().toString());
        if (k6 != null) {
            settings.put("chaos.k6", k6.getPath());
        }
        return settings;
    }

    /** The folder of what must outlive {@code mvn clean}. */
    final Path state() {
        return stateDirectory == null
                ? Path.of(System.getProperty("user.home"), ".chaos-maven-plugin")
                : stateDirectory.toPath().toAbsolutePath();
    }

    private PhaseOverrides overrides() throws MojoExecutionException {
        Map<Phase, String> lengths = new EnumMap<>(Phase.class);
        put(lengths, Phase.WARMUP, warmup);
        put(lengths, Phase.BASELINE, baseline);
        put(lengths, Phase.FAULT, fault);
        put(lengths, Phase.RECOVERY, recovery);
        try {
            return PhaseOverrides.parse(lengths);
        } catch (IllegalArgumentException e) {
            throw new MojoExecutionException("chaos." + e.getMessage(), e);
        }
    }

    private static void put(Map<Phase, String> lengths, Phase phase, @Nullable String length) {
        if (length != null) {
            lengths.put(phase, length);
        }
    }

    /** Tells all mistakes, and fails as an error: nothing has been started. */
    static <T> T orFail(Checked<T> checked) throws MojoExecutionException {
        if (!checked.isValid()) {
            List<String> messages =
                    checked.violations().stream().map(Violation::message).toList();
            String count = messages.size() == 1 ? "one mistake" : messages.size() + " mistakes";
            throw new MojoExecutionException(count + ", nothing was started:\n" + String.join("\n", messages) + "\n");
        }
        return checked.get();
    }
}
