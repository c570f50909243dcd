package dev.holograph.chaos.plan;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The hosts that a guard lists under {@code hosts:}: {@code name}, {@code name:port} where only that port may be reached,
 * or {@code jdbc:TARGET}, a database of which nobody can tell where its URL leads. Names are compared as resolvers do: in
 * lower case and without a dot at the end.
 */
public final class AllowedHosts {

    private static final Pattern ENTRY = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^:/\\[\\]*@?#\\s]+)(?::(\\d{1,5}))?");
    private static final Pattern DATABASE_ENTRY = Pattern.compile("jdbc:[a-z0-9-]+");

    private final Set<String> listed;

    AllowedHosts(List<String> listed) {
        this.listed = listed.stream().map(AllowedHosts::normal).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether this can be an entry of the list. */
    public static boolean isEntry(String text) {
        return DATABASE_ENTRY.matcher(text).matches() || ENTRY.matcher(text).matches();
    }

    /** What would have to be listed for a target, and is not; empty for one of this machine. */
    List<String> missing(TargetSpec target) {
        String url = target.url();
        if (url == null || TargetUrl.isOnThisMachine(url)) {
            return List.of();
        }
        if (TargetUrl.isDatabase(url)) {
            return database(target.name(), url);
        }
        Optional<String> host = TargetUrl.host(url);
        if (host.isEmpty()) {
            return List.of(url.replaceFirst(".*@", "")); // in no list: nobody can tell where it leads
        }
        String name = normal(host.get());
        int port = TargetUrl.port(URI.create(url));
        return listed.contains(name) || listed.contains(name + ":" + port) ? List.of() : List.of(host.get());
    }

    private List<String> database(String target, String url) {
        Optional<List<String>> hosts = JdbcUrl.hosts(url);
        if (hosts.isEmpty()) {
            String entry = "jdbc:" + target;
            return listed.contains(entry) ? List.of() : List.of(entry);
        }
        List<String> missing = new ArrayList<>();
        for (String host : hosts.get()) {
            if (!JdbcUrl.isLocal(host) && !listed.contains(normal(host))) {
                missing.add(host);
            }
        }
        return missing;
    }

    private static String normal(String entry) {
        Matcher matcher = ENTRY.matcher(entry);
        String host = matcher.matches() ? matcher.group(1) : entry;
        String port = matcher.matches() && matcher.group(2) != null ? ":" + matcher.group(2) : "";
        return host.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "") + port;
    }
}
