package dev.holograph.chaos.adapters.doctor;

import dev.holograph.chaos.scenario.Load;
import dev.holograph.chaos.scenario.Probe;
import dev.holograph.chaos.scenario.ProbeQuery;
import dev.holograph.chaos.scenario.Profile;
import java.util.List;

/**
 * How scenarios ask a target, as far as one question without a side effect can be made of it.
 *
 * @param kind what the target understands
 * @param path what to ask for below the path of its URL
 * @param isGiven whether a scenario names this path; else that it is not there means little
 */
record TargetUse(Kind kind, String path, boolean isGiven) {

    /** What a target understands. */
    enum Kind {
        HTTP,
        WEB_SOCKET,
        PROMETHEUS
    }

    /** A probe's question comes first, since it only reads; then the handshake of a load's WebSockets. */
    static TargetUse of(String target, String url, List<Probe> probes, List<Load> loads) {
        for (Probe probe : probes) {
            if (probe.target().equals(target) && probe.query() instanceof ProbeQuery.Prometheus) {
                return new TargetUse(Kind.PROMETHEUS, "/api/v1/query?query=vector(1)", true);
            }
            if (probe.target().equals(target) && probe.query() instanceof ProbeQuery.Http http) {
                return new TargetUse(Kind.HTTP, http.path(), true);
            }
        }
        for (Load load : loads) {
            if (load.profile() instanceof Profile.WebSocket socket
                    && socket.target().equals(target)) {
                return new TargetUse(Kind.WEB_SOCKET, socket.path(), true);
            }
        }
        return new TargetUse(
                url.startsWith("ws://") || url.startsWith("wss://") ? Kind.WEB_SOCKET : Kind.HTTP, "/", false);
    }
}
