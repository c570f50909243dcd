package dev.holograph.chaos.adapters.fault.toxiproxy;

import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.TargetUrl;
import dev.holograph.chaos.spi.Check;
import dev.holograph.chaos.spi.DriverException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks whether a Toxiproxy can be used; changes nothing. */
final class ToxiproxyCheck {

    /** The first whose toxics name their stream; before, a toxic was a part of its proxy and had no name. */
    private static final int OLDEST_MAJOR = 2;

    private static final Pattern MAJOR = Pattern.compile("v?(\\d+)\\..*");

    private final Toxiproxy server;

    ToxiproxyCheck(Toxiproxy server) {
        this.server = server;
    }

    /**
     * Why no fault could be injected into this target.
     *
     * @param run its id: toxics that are not its own would be measured as if they were
     * @throws DriverException if no Toxiproxy answers
     */
    List<String> problems(String target, String run) throws DriverException, InterruptedException {
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
        } else {
            List<String> foreign = foreign(proxy, run);
            if (!foreign.isEmpty()) {
                problems.add(occupied(proxy, server, foreign));
            }
        }
        return problems;
    }

    /** What to do about a proxy that somebody else is at work on. */
    static String occupied(Proxy proxy, Toxiproxy server, List<String> foreign) {
        return proxy + " of Toxiproxy at " + server.url() + " has toxics of somebody else: "
                + String.join(", ", foreign) + "; wait until that run is over, or delete them by toxiproxy-cli"
                + " toxic delete -n NAME " + proxy.name();
    }

    /** The toxics of a proxy that are not this run's. */
    static List<String> foreign(Proxy proxy, String run) {
        return proxy.toxics().keySet().stream()
                .filter(toxic -> !toxic.startsWith(run + "-"))
                .toList();
    }

    /** What {@code chaos:doctor} reports of it. */
    List<Check> checks(Environment environment) throws InterruptedException {
        String name = ToxiproxyDriverProvider.NAME;
        String version;
        SortedMap<String, Proxy> proxies;
        try {
            version = server.version();
            proxies = server.proxies();
        } catch (DriverException e) {
            return List.of(Check.fail(name, e));
        }
        String found = server.url() + ": version " + version + ", "
                + (proxies.isEmpty() ? "no proxies" : "proxies " + String.join(", ", proxies.keySet()));
        if (isOld(version)) {
            return List.of(Check.fail(name, found, OLDEST_MAJOR + ".0 or newer is needed"));
        }
        List<Check> checks = new ArrayList<>();
        for (TargetSpec target : new TreeMap<>(environment.targets()).values()) {
            Proxy proxy = proxies.get(target.name());
            if (proxy != null) {
                checks.add(check(target, proxy));
            }
        }
        checks.add(
                0,
                checks.isEmpty()
                        ? Check.fail(
                                name,
                                found,
                                "none has the name of a target; make one for each target that faults act on, by"
                                        + " toxiproxy-cli create --listen host:port --upstream host:port TARGET")
                        : Check.ok(name, found));
        return checks;
    }

    private static Check check(TargetSpec target, Proxy proxy) {
        String name = ToxiproxyDriverProvider.NAME + " " + target.name();
        if (!proxy.enabled()) {
            return Check.fail(name, proxy + " is disabled", "toxiproxy-cli toggle " + target.name() + " enables it");
        }
        if (!proxy.toxics().isEmpty()) {
            return Check.warn(
                    name,
                    proxy + " has toxics already: "
                            + String.join(", ", proxy.toxics().keySet()),
                    "if nobody needs them: toxiproxy-cli toxic delete -n NAME " + target.name());
        }
        int port = target.url() == null ? -1 : TargetUrl.port(URI.create(target.url()));
        if (port > 0 && !proxy.listen().endsWith(":" + port)) {
            return Check.warn(
                    name,
                    proxy + ", but load goes to port " + port,
                    "unless that port is mapped to the proxy's, let the target's url: lead to the proxy");
        }
        return Check.ok(name, proxy.toString());
    }

    /** Whether it is too old to be used. */
    static boolean isOld(String version) {
        Matcher major = MAJOR.matcher(version);
        return major.matches() && Integer.parseInt(major.group(1)) < OLDEST_MAJOR;
    }
}
