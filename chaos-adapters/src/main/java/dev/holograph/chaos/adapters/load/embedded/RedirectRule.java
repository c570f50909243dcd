package dev.holograph.chaos.adapters.load.embedded;

import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.slo.FailureReason;
import dev.holograph.chaos.slo.FailureReason.Kind;
import dev.holograph.chaos.spi.HttpAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a redirect leads (RFC 9110, 15.4): within the target, or nowhere. Load goes to no other host than the one that the
 * environment names, whatever an answer says. The script for k6 has the same rule.
 */
final class RedirectRule {

    private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> KEEP_THE_METHOD = Set.of(307, 308);
    private static final Pattern ABSOLUTE = Pattern.compile("(?:([A-Za-z][A-Za-z0-9+.-]*):)?//([^/?]*)(.*)");
    private static final Pattern OTHER_SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*");
    private static final Pattern PATH = Pattern.compile("/[!-~]*");

    /**
     * A redirect.
     *
     * @param path where it leads, with its query; {@code null}: it is not followed
     * @param keepsMethod whether method and body stay; else it is a GET, or HEAD where it was one
     * @param failure why it is not followed
     */
    record Step(
            @Nullable String path,
            boolean keepsMethod,
            @Nullable Failure failure) {}

    private final String scheme;
    private final String authority;

    RedirectRule(HttpAddress target) {
        scheme = target.scheme();
        authority = target.authority().toLowerCase(Locale.ROOT);
    }

    /** Whether an answer with this status and a {@code Location} is one. */
    static boolean isRedirect(int status) {
        return STATUSES.contains(status);
    }

    /**
     * What to do with a redirect.
     *
     * @param location its header
     * @param from the path that was asked for, with its query
     * @param followed how many redirects led there
     */
    Step of(int status, String location, String from, int followed) {
        String to = location.replaceFirst("#.*", "");
        Matcher absolute = ABSOLUTE.matcher(to);
        String reference = to;
        if (absolute.matches()) {
            String named =
                    absolute.group(1) == null ? scheme : absolute.group(1).toLowerCase(Locale.ROOT);
            String where = withoutStandardPort(named, absolute.group(2).toLowerCase(Locale.ROOT));
            if (!named.equals(scheme) || !where.equals(authority)) {
                return refused(new Failure(
                        FailureReason.REDIRECT_ELSEWHERE,
                        "Location: " + named + "://" + where.replaceFirst(".*@", "")));
            }
            reference = absolute.group(3).startsWith("/") ? absolute.group(3) : "/" + absolute.group(3);
        } else if (OTHER_SCHEME.matcher(to).matches()) {
            return refused(new Failure(FailureReason.REDIRECT_ELSEWHERE, null));
        }
        String path = resolved(reference, from);
        if (!PATH.matcher(path).matches()) {
            return refused(Failure.of(Kind.WRONG_ANSWER));
        }
        return followed >= Profile.Http.MOST_REDIRECTS
                ? refused(new Failure(FailureReason.REDIRECT_AGAIN, null))
                : new Step(path, KEEP_THE_METHOD.contains(status), null);
    }

    private static Step refused(Failure why) {
        return new Step(null, false, why);
    }

    private static String withoutStandardPort(String scheme, String authority) {
        return authority.replaceFirst(scheme.equals("https") ? ":443$" : ":80$", "");
    }

    /** RFC 3986, 5.2, without scheme, authority and fragment. */
    private static String resolved(String reference, String from) {
        String base = from.replaceFirst("\\?.*", "");
        if (reference.isEmpty()) {
            return from;
        }
        if (reference.startsWith("?")) {
            return base + reference;
        }
        String whole = reference.startsWith("/") ? reference : base.substring(0, base.lastIndexOf('/') + 1) + reference;
        int query = whole.indexOf('?');
        String path = query < 0 ? whole : whole.substring(0, query);
        return withoutDots(path) + (query < 0 ? "" : whole.substring(query));
    }

    private static String withoutDots(String path) {
        Deque<String> kept = new ArrayDeque<>();
        String[] segments = path.substring(1).split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            boolean isDot = segments[i].equals(".") || segments[i].equals("..");
            if (segments[i].equals("..")) {
                kept.pollLast();
            }
            if (!isDot) {
                kept.addLast(segments[i]);
            } else if (i == segments.length - 1) {
                kept.addLast("");
            }
        }
        return "/" + String.join("/", kept);
    }
}
