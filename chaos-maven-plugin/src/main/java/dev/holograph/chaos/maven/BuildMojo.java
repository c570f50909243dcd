package dev.holograph.chaos.maven;

import java.util.Properties;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** What Maven gives each goal. */
abstract class BuildMojo extends AbstractMojo {

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private MavenSession session;

    @Inject
    private SettingsDecrypter decrypter;

    @Inject
    private Artifacts artifacts;

    @Parameter(defaultValue = "${project}", readonly = true)
    private @Nullable MavenProject project;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    private MojoExecution execution;

    final MavenSession session() {
        return session;
    }

    final @Nullable MavenProject project() {
        return project;
    }

    final MojoExecution execution() {
        return execution;
    }

    final Properties pomProperties() {
        return project == null ? new Properties() : project.getProperties();
    }

    final Whereabouts whereabouts() {
        return new Whereabouts(session, project, execution);
    }

    final MavenSecrets secrets() {
        return new MavenSecrets(session.getSettings(), decrypter, System::getenv);
    }

    final Artifacts.OfBuild artifacts() {
        return artifacts.of(session);
    }
}
