package dev.holograph.chaos.maven;

import dev.holograph.chaos.spi.DriverException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import javax.inject.Inject;
import javax.inject.Named;
import javax.inject.Singleton;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.jspecify.annotations.Nullable;

/** Finds the jars of an environment's services: in this build, else in the local and the remote repositories. */
@Named
@Singleton
final class Artifacts {

    private final RepositorySystem repositories;

    @Inject
    Artifacts(RepositorySystem repositories) {
        this.repositories = repositories;
    }

    /** As this build sees them. */
    OfBuild of(MavenSession session) {
        return new OfBuild(repositories, session);
    }

    /** Jars as one build sees them. */
    static final class OfBuild {

        private final RepositorySystem repositories;
        private final MavenSession session;

        private OfBuild(RepositorySystem repositories, MavenSession session) {
            this.repositories = repositories;
            this.session = session;
        }

        /**
         * The jar of these coordinates.
         *
         * @param coordinates {@code groupId:artifactId:version}
         * @throws DriverException if there is none; the message says what to do
         */
        Path jar(String coordinates) throws DriverException {
            String[] parts = coordinates.split(":");
            for (MavenProject project : session.getAllProjects()) {
                if (is(parts).test(project)) {
                    Path built = builtJar(project);
                    if (built != null) {
                        return built;
                    }
                }
            }
            ArtifactRequest request =
                    new ArtifactRequest(new DefaultArtifact(parts[0], parts[1], "jar", parts[2]), remotes(), null);
            try {
                return repositories
                        .resolveArtifact(session.getRepositorySession(), request)
                        .getArtifact()
                        .getFile()
                        .toPath();
            } catch (ArtifactResolutionException e) {
                throw new DriverException(
                        "the artifact " + coordinates + " cannot be found: build it with `mvn install -DskipTests`, or"
                                + " add the repository that has it (" + e.getMessage() + ")",
                        e);
            }
        }

        private static Predicate<MavenProject> is(String[] parts) {
            return project -> project.getGroupId().equals(parts[0])
                    && project.getArtifactId().equals(parts[1])
                    && project.getVersion().equals(parts[2]);
        }

        private static @Nullable Path builtJar(MavenProject project) {
            File attached =
                    project.getArtifact() == null ? null : project.getArtifact().getFile();
            if (attached != null && attached.isFile()) {
                return attached.toPath();
            }
            Path jar = Path.of(
                    project.getBuild().getDirectory(), project.getBuild().getFinalName() + ".jar");
            return Files.isRegularFile(jar) ? jar : null;
        }

        private List<RemoteRepository> remotes() {
            MavenProject current = session.getCurrentProject();
            return current == null ? List.of() : current.getRemoteProjectRepositories();
        }
    }
}
