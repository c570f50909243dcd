package dev.holograph.chaos.adapters.load.k6;

import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.HttpAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the requests of a script go: to the target of its load, or elsewhere. k6's <a
 * href="https://grafana.com/docs/k6/latest/using-k6/tags-and-groups/#system-tags">tags</a> {@code url} and {@code ip} tell.
 * A script that gives its requests a {@code name} gives them that instead of their URL, so of these only the address of
 * the machine is known; of one that has neither nothing is, and it counts as one to the target.
 */
final class Destinations {

    private static final String URL = "url";
    private static final String IP = "ip";

    /** What k6 is to write beside each request. */
    static final Set<String> TAGS = Set.of(URL, IP);

    /** {@code scheme://host:port/path}, or {@code host:port/service/method} of gRPC. */
    private static final Pattern ADDRESS = Pattern.compile(
            "(?:(https?|wss?)://(?:[^/?#@]*@)?)?(\\[[^]/]+\\]|[^:/?#\\[\\]]+)(?::(\\d{1,5}))?(?:[/?#].*)?");

    private static final Pattern NAMED = Pattern.compile("(?:^|.*&)name=.*");
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final Set<Endpoint> target;
    private final Map<String, Set<InetAddress>> known = new HashMap<>();
    private final Map<String, Boolean> seen = new HashMap<>();
    private int url = -1;
    private int ip = -1;
    private int extra = -1;

    /** @param target where the load is to go: a proxy before it, and the target's own address, mean the same */
    Destinations(HttpAddress target) {
        this.target = Stream.of(target.endpoint(), target.own()).collect(Collectors.toUnmodifiableSet());
    }

    void header(List<String> columns) {
        url = columns.indexOf(URL);
        ip = columns.indexOf(IP);
        extra = columns.indexOf(MetricRows.EXTRA_TAGS);
    }

    /**
     * The address that a request went to, if it is not the target's; empty too if nobody knows.
     *
     * @param cells of its row
     */
    Optional<String> elsewhere(List<String> cells) {
        boolean isNamed = NAMED.matcher(cell(cells, extra)).matches();
        Matcher address = ADDRESS.matcher(isNamed ? "" : cell(cells, url));
        if (address.matches() && (address.group(1) != null || address.group(3) != null)) {
            String host = address.group(2).replaceAll("[\\[\\]]", "");
            Endpoint asked = new Endpoint(host, port(address));
            return isTarget(asked) ? Optional.empty() : Optional.of(asked.toString());
        }
        String machine = cell(cells, ip);
        return machine.isEmpty() || isSameHost(machine) ? Optional.empty() : Optional.of(machine);
    }

    private static String cell(List<String> cells, int column) {
        return column < 0 || column >= cells.size() ? "" : cells.get(column);
    }

    private static int port(Matcher address) {
        if (address.group(3) != null) {
            return Integer.parseInt(address.group(3));
        }
        return address.group(1).endsWith("s") ? HTTPS : HTTP;
    }

    private boolean isTarget(Endpoint asked) {
        // What listens to HTTP on the standard port is the same system as what does by TLS.
        boolean isSamePort = target.stream()
                .anyMatch(one -> asked.port() == one.port() || (asked.port() == HTTPS && one.port() == HTTP));
        return isSamePort && isSameHost(asked.host());
    }

    private boolean isSameHost(String host) {
        return seen.computeIfAbsent(host.toLowerCase(Locale.ROOT), this::meansTarget);
    }

    private boolean meansTarget(String host) {
        return target.stream().anyMatch(one -> isSame(host, one.host()));
    }

    private boolean isSame(String host, String other) {
        if (host.equalsIgnoreCase(other)) {
            return true;
        }
        Set<InetAddress> both = new HashSet<>(addresses(host));
        both.retainAll(addresses(other));
        return !both.isEmpty();
    }

    /** None where the name is not known. */
    private Set<InetAddress> addresses(String host) {
        return known.computeIfAbsent(host, name -> {
            try {
                return Set.copyOf(Arrays.asList(InetAddress.getAllByName(name)));
            } catch (UnknownHostException e) {
                return Set.of();
            }
        });
    }
}
