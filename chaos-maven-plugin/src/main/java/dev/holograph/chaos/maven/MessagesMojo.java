package dev.holograph.chaos.maven;

import dev.holograph.chaos.application.Build;
import dev.holograph.chaos.application.Workspace;
import dev.holograph.chaos.plan.MessageSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugins.annotations.Parameter;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.jspecify.annotations.Nullable;

/** The parameters for packs and messages, and with them all that a build lends the application. */
abstract class MessagesMojo extends PlacesMojo {

    /**
     * Packs of scenarios that others have published: under each name by which this build calls a pack, its
     * {@code groupId:artifactId:version} or {@code git+URL#REF}. {@code -Dscenario=NAME/latency} runs one of its
     * scenarios. On the command line: {@code -Dchaos.pack.NAME=…}.
     */
    @Parameter
    private @Nullable Map<String, String> packs;

    /**
     * Messages about the outcome of a build, in addition to those of the environment. Each element is one message: its
     * name, {@code type} ({@code slack}, {@code mail} or {@code webhook}), when to send it ({@code on}), and the keys of
     * its type. A secret is never written here, only the place to read it from.
     */
    @Parameter
    private @Nullable PlexusConfiguration messages;

    final Build build() {
        Workspace workspace = workspace();
        return new Build(
                workspace,
                Path.of(session().getExecutionRootDirectory()),
                state(),
                settings(),
                secrets(),
                pomMessages(workspace),
                PackProperties.with(packs, session().getUserProperties()),
                artifacts()::jar,
                session().getStartTime().toInstant(),
                RunsOfSession.of(session().getRequest()),
                session().getRequest().isInteractiveMode(),
                session().isOffline(),
                whereabouts()::adviceWithout,
                new MavenLog(getLog()));
    }

    /** By the execution: in the parameter Maven has dropped the lines of the POM. */
    private List<MessageSpec> pomMessages(Workspace workspace) {
        return messages == null
                ? List.of()
                : new PomMessages(file -> workspace.shown(Path.of(file)))
                        .read(execution().getConfiguration());
    }
}
