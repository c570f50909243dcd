package dev.holograph.chaos.application.pack;

import java.net.URI;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A pack in a Git repository, as a build names it: {@code git+https://host/chaos.git#v1.2}.
 *
 * @param name by which this build calls it
 * @param url of the repository
 * @param ref a commit, tag or branch
 */
public record GitReference(String name, String url, String ref) {

    /** What begins a reference to a Git repository. */
    public static final String PREFIX = "git+";

    private static final String FORMS = "git+https://host/path.git#REF, or git+ssh://git@host/path.git#REF";
    private static final Set<String> SCHEMES = Set.of("https", "ssh", "file");
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");
    private static final Pattern REF = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,199}");

    /**
     * The reference that a build has written.
     *
     * @throws PackException if it names no repository and ref, or holds a password
     */
    static GitReference of(String name, String written) throws PackException {
        int hash = written.indexOf('#');
        String url = written.substring(PREFIX.length(), hash < 0 ? written.length() : hash);
        String ref = hash < 0 ? "" : written.substring(hash + 1);
        String problem = problem(url, ref);
        if (problem != null) {
            throw new PackException(PackReference.where(name) + problem);
        }
        return new GitReference(name, url, ref);
    }

    /** Does not quote the URL: a password may stand in it. */
    private static @Nullable String problem(String url, String ref) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            return "the URL of the Git repository is none; write " + FORMS;
        }
        if (uri.getScheme() == null || !SCHEMES.contains(uri.getScheme())) {
            return "a Git repository is reached by https, ssh or file; write " + FORMS;
        }
        String user = uri.getRawUserInfo();
        if (user != null && (user.contains(":") || !uri.getScheme().equals("ssh"))) {
            return "a login does not belong into the URL of a Git repository; git's own credential helper or ssh's"
                    + " agent gives it";
        }
        if (uri.getRawQuery() != null || uri.getPath() == null || uri.getPath().length() < 2) {
            return "the URL of the Git repository is none; write " + FORMS;
        }
        if (ref.isEmpty()) {
            return "'" + PREFIX + url + "' names no commit, tag or branch, so that it is not known which scenarios"
                    + " run; write " + PREFIX + url + "#REF";
        }
        return REF.matcher(ref).matches() && !ref.contains("..")
                ? null
                : "'" + ref + "' is no commit, tag or branch; write its plain name";
    }

    /** Whether the ref is a commit, which never changes. */
    boolean isCommit() {
        return COMMIT.matcher(ref).matches();
    }

    /** As it is written. */
    String written() {
        return PREFIX + url + "#" + ref;
    }
}
