package dev.holograph.chaos.adapters.local;

import dev.holograph.chaos.spi.DriverException;
import java.nio.file.Path;

/** Finds the jar of an artifact: in the build, the local repository, or a remote one. */
@FunctionalInterface
public interface ArtifactResolver {

    /**
     * The artifact's file.
     *
     * @param coordinates {@code groupId:artifactId:version}
     * @throws DriverException if there is none; the message says what to do
     */
    Path resolve(String coordinates) throws DriverException;
}
