package dev.holograph.chaos.adapters.fault.toxiproxy;

import dev.holograph.chaos.spi.DriverException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks whether a Toxiproxy can be used; changes nothing. */
final class Look {

    /** The first whose toxics name their stream; before, a toxic was a part of its proxy and had no name. */
    private static final int OLDEST_MAJOR = 2;

    private static final Pattern MAJOR = Pattern.compile("v?(\\d+)\\..*");

    private final Toxiproxy server;

    Look(Toxiproxy server) {
        this.server = server;
    }

    /**
     * Why no fault could be injected into this target.
     *
     * @throws DriverException if no Toxiproxy answers
     */
    List<String> problems(String target) throws DriverException, InterruptedException {
        List<String> problems = new ArrayList<>();
        String version = server.version();
        if (isOld(version)) {
            problems.add("Toxiproxy at " + server.url() + " has version " + version + "; " + OLDEST_MAJOR
                    + ".0 or newer is needed");
        }
        SortedMap<String, Proxy> proxies = server.proxies();
        Proxy proxy = proxies.get(target);
        if (proxy == null) {
            problems.add("Toxiproxy at " + server.url() + " has no proxy '" + target + "', which is the target's name; "
                    + (proxies.isEmpty() ? "it has none" : "there are: " + String.join(", ", proxies.keySet())));
        } else if (!proxy.enabled()) {
            problems.add(proxy + " of Toxiproxy at " + server.url() + " is disabled: nobody can connect; enable it by"
                    + " toxiproxy-cli toggle " + target);
        }
        return problems;
    }

    /** Whether it is too old to be used. */
    static boolean isOld(String version) {
        Matcher major = MAJOR.matcher(version);
        return major.matches() && Integer.parseInt(major.group(1)) < OLDEST_MAJOR;
    }
}
