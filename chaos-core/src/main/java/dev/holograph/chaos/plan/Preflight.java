package dev.holograph.chaos.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a driver has found in the world before anything is touched.
 *
 * @param problems why the fault cannot be injected, a sentence each with what to do
 * @param denied the rights that are missing
 * @param blast whom it would reach; {@code null} where nothing can be counted, as of a URL
 * @param hosts the names of the whole hosts that it would reach; empty: none
 */
public record Preflight(
        List<String> problems,
        List<Permission> denied,
        @Nullable BlastRadius blast,
        List<String> hosts) {

    /** Nothing stands in the way. */
    public static final Preflight CLEAR = new Preflight(List.of(), List.of(), null);

    public Preflight {
        problems = List.copyOf(problems);
        denied = List.copyOf(denied);
        hosts = List.copyOf(hosts);
    }

    /** Preflight of a fault that reaches no whole host. */
    public Preflight(List<String> problems, List<Permission> denied, @Nullable BlastRadius blast) {
        this(problems, denied, blast, List.of());
    }

    /** Nothing stands in the way but what the guard says of these hosts. */
    public static Preflight ofHosts(List<String> hosts) {
        return new Preflight(List.of(), List.of(), null, hosts);
    }

    /** One thing stands in the way. */
    public static Preflight problem(String sentence) {
        return new Preflight(List.of(sentence), List.of(), null);
    }

    /**
     * The pods, hosts or other units that a fault would reach.
     *
     * @param unit what is counted, in the plural: {@code pods}
     * @param matched units of the target
     * @param ready those of them that are ready
     * @param affected those that the fault would reach
     * @param stops whether these would be gone, for a while at least
     */
    public record BlastRadius(String unit, int matched, int ready, int affected, boolean stops) {

        /** The unit that the guard has rules of its own for. */
        static final String PODS = "pods";

        /** A blast radius in pods. */
        public BlastRadius(int matched, int ready, int affected, boolean stops) {
            this(PODS, matched, ready, affected, stops);
        }
    }
}
