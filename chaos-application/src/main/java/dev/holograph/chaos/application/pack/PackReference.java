package dev.holograph.chaos.application.pack;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A pack as a build names it.
 *
 * @param name by which this build calls it: {@code -Dscenario=NAME/latency}
 * @param coordinates {@code groupId:artifactId:version} of the jar, or {@code git+URL#REF} of a repository
 */
public record PackReference(String name, String coordinates) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_.-]+");

    /**
     * The reference that a build has written.
     *
     * @throws PackException if it names no one version of an artifact
     */
    public static PackReference of(String name, String coordinates) throws PackException {
        PackReference reference = new PackReference(name, coordinates.strip());
        String problem = NAME.matcher(name).matches()
                ? reference.isGit() ? null : problem(reference.coordinates())
                : "'" + name + "' is no name of a pack; use up to 40 small letters, digits and -";
        if (problem != null) {
            throw new PackException(where(name) + problem);
        }
        if (reference.isGit()) {
            reference.git();
        }
        return reference;
    }

    private static @Nullable String problem(String coordinates) {
        if (coordinates.contains("://") || coordinates.startsWith("git@")) { // not quoted: it may hold a login
            return "a URL is no artifact; a Git repository is written git+https://host/path.git#REF, or"
                    + " git+ssh://git@host/path.git#REF";
        }
        String[] parts = coordinates.split(":", -1);
        if (parts.length != 3) {
            return "'" + coordinates + "' names no artifact; write groupId:artifactId:version, or git+https://…#REF";
        }
        String version = parts[2];
        if (version.matches("[\\[(].*|LATEST|RELEASE")) {
            return "'" + version + "' is no version but a range of them, so that it is not known which scenarios run;"
                    + " write one version";
        }
        for (String part : parts) {
            if (!PART.matcher(part).matches()) {
                return "'" + part + "' of '" + coordinates + "' is no part of coordinates; write"
                        + " groupId:artifactId:version";
            }
        }
        return null;
    }

    static String where(String name) {
        return "<packs> in the POM, or -Dchaos.pack." + name + ": ";
    }

    /** Whether it is a Git repository, and no artifact. */
    public boolean isGit() {
        return coordinates.startsWith(GitReference.PREFIX);
    }

    GitReference git() throws PackException {
        return GitReference.of(name, coordinates);
    }

    /** Whether its content may change under the same version. */
    public boolean isSnapshot() {
        return coordinates.endsWith("-SNAPSHOT");
    }
}
