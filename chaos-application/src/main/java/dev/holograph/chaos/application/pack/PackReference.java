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
        String stripped = coordinates.strip();
        if (stripped.startsWith(GitReference.PREFIX)) {
            String wrong = nameProblem(name);
            if (wrong != null) {
                throw new PackException(wrong);
            }
            GitReference.of(name, stripped);
            return new PackReference(name, stripped);
        }
        String problem = problem(name, stripped);
        if (problem != null) {
            throw new PackException(problem);
        }
        return new PackReference(name, stripped);
    }

    private static @Nullable String problem(String name, String coordinates) {
        String where = where(name);
        String wrong = nameProblem(name);
        if (wrong != null) {
            return wrong;
        }
        String[] parts = coordinates.split(":", -1);
        if (parts.length != 3) {
            return where + "'" + coordinates
                    + "' names no artifact; write groupId:artifactId:version, or git+https://…#REF";
        }
        String version = parts[2];
        if (version.matches("[\\[(].*|LATEST|RELEASE")) {
            return where + "'" + version + "' is no version but a range of them, so that nobody could tell which"
                    + " scenarios run; write one version";
        }
        for (String part : parts) {
            if (!PART.matcher(part).matches()) {
                return where + "'" + part + "' of '" + coordinates + "' is no part of coordinates; write"
                        + " groupId:artifactId:version";
            }
        }
        return null;
    }

    private static @Nullable String nameProblem(String name) {
        return NAME.matcher(name).matches()
                ? null
                : where(name) + "'" + name + "' is no name of a pack; use up to 40 small letters, digits and -";
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
