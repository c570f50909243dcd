package dev.holograph.chaos.plan;

import dev.holograph.chaos.scenario.Location;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an environment allows, whatever a scenario says.
 *
 * @param kubeContext the only context that may be used; {@code null} if no target is in a cluster
 * @param namespaces the only ones that may be touched
 * @param urlHosts the only hosts beside this machine to which a target's URL may lead, as {@link AllowedHosts} reads them
 * @param window when faults may be injected; {@code null}: always
 * @param hosts the tags that every host has that may be touched; empty: none may be
 * @param maxHosts of one fault
 * @param maxPods of one fault
 * @param maxPercent of a target's pods, or other units, that one fault may reach, 1 to 100
 * @param lastReadyPod whether a fault may take away a target's last ready pod, or other unit
 * @param places the only places of other kinds of target that may be touched, as {@code kind:place}
 * @param maxUnits of another kind of target that one fault may reach
 * @param maxRunners pods of a cluster that may drive a load together
 * @param production whether names that look like production are meant
 * @param allow types of fault that cannot be undone and are allowed all the same, with the place of each
 */
public record Guard(
        @Nullable String kubeContext,
        List<String> namespaces,
        List<String> urlHosts,
        Map<String, String> hosts,
        @Nullable MaintenanceWindow window,
        int maxHosts,
        int maxPods,
        int maxPercent,
        boolean lastReadyPod,
        List<String> places,
        int maxUnits,
        int maxRunners,
        boolean production,
        Map<String, Location> allow,
        Location location) {

    public static final int DEFAULT_MAX_PODS = 1;
    public static final int DEFAULT_MAX_HOSTS = 1;
    public static final int DEFAULT_MAX_UNITS = 1;
    public static final int DEFAULT_MAX_RUNNERS = 1;
    public static final int DEFAULT_MAX_PERCENT = 100;

    public Guard {
        namespaces = List.copyOf(namespaces);
        urlHosts = List.copyOf(urlHosts);
        hosts = Map.copyOf(hosts);
        places = List.copyOf(places);
        allow = Map.copyOf(allow);
    }

    /** One that lets nothing of another kind of target be touched. */
    public Guard(
            @Nullable String kubeContext,
            List<String> namespaces,
            List<String> urlHosts,
            Map<String, String> hosts,
            @Nullable MaintenanceWindow window,
            int maxHosts,
            int maxPods,
            int maxPercent,
            boolean lastReadyPod,
            boolean production,
            Map<String, Location> allow,
            Location location) {
        this(
                kubeContext,
                namespaces,
                urlHosts,
                hosts,
                window,
                maxHosts,
                maxPods,
                maxPercent,
                lastReadyPod,
                List.of(),
                DEFAULT_MAX_UNITS,
                DEFAULT_MAX_RUNNERS,
                production,
                allow,
                location);
    }

    /** One that lets no host be touched but those on which pods are. */
    public Guard(
            @Nullable String kubeContext,
            List<String> namespaces,
            @Nullable MaintenanceWindow window,
            int maxPods,
            int maxPercent,
            boolean lastReadyPod,
            boolean production,
            Set<String> allow,
            Location location) {
        this(
                kubeContext,
                namespaces,
                List.of(),
                Map.of(),
                window,
                DEFAULT_MAX_HOSTS,
                maxPods,
                maxPercent,
                lastReadyPod,
                production,
                allow.stream().collect(Collectors.toMap(type -> type, type -> location)),
                location);
    }
}
