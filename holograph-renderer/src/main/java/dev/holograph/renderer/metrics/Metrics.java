package dev.holograph.renderer.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** All that the renderer counts. One instance for each renderer. */
public final class Metrics {
    private final List<Consumer<StringBuilder>> families = new ArrayList<>();

    public final Gauge connections = gauge("holograph_connections_open", "Open WebSockets.");
    public final Counter acks = counter("holograph_acks_total", "Acknowledgements sent.");
    public final Counter refused = counter("holograph_frames_refused_total", "Frames answered with an error.");
    public final Counter keepAliveClosed =
            counter("holograph_keepalive_closed_total", "WebSockets closed because a pong was late.");
    public final Histogram ackLatency =
            histogram("holograph_ack_seconds", "From the arrival of a frame to its acknowledgement.");

    public final Counter stored = counter("holograph_frames_stored_total", "Frames stored, each id once.");
    public final Counter repeated = counter("holograph_frames_repeated_total", "Frames whose id was stored before.");
    public final Histogram logSync =
            histogram("holograph_log_sync_seconds", "Writing and syncing one group of frames.");

    public final Gauge redisUp = gauge("holograph_redis_up", "1 while connected to Redis.");
    public final Counter redisErrors = counter("holograph_redis_errors_total", "Redis commands failed or timed out.");
    public final Counter cacheHits = counter("holograph_cache_hits_total", "Reads that Redis answered.");
    public final Counter cacheMisses = counter("holograph_cache_misses_total", "Reads that Redis did not answer.");
    public final Counter cacheDropped =
            counter("holograph_cache_dropped_total", "Frames not sent to Redis because too many waited.");

    public final Counter cacheRefills =
            counter("holograph_cache_refills_total", "Times that Redis was given all frames of the log.");

    /** Everything in Prometheus' text format, version 0.0.4. */
    public String expose() {
        StringBuilder out = new StringBuilder(4096);
        families.forEach(family -> family.accept(out));
        return out.toString();
    }

    private Counter counter(String name, String help) {
        Counter counter = new Counter();
        families.add(out -> head(out, name, "counter", help)
                .append(name)
                .append(' ')
                .append(counter.value())
                .append('\n'));
        return counter;
    }

    private Gauge gauge(String name, String help) {
        Gauge gauge = new Gauge();
        families.add(out -> head(out, name, "gauge", help)
                .append(name)
                .append(' ')
                .append(gauge.value())
                .append('\n'));
        return gauge;
    }

    private Histogram histogram(String name, String help) {
        Histogram histogram = new Histogram();
        families.add(out -> histogram.expose(name, head(out, name, "histogram", help)));
        return histogram;
    }

    private static StringBuilder head(StringBuilder out, String name, String type, String help) {
        return out.append("# HELP ")
                .append(name)
                .append(' ')
                .append(help)
                .append("\n# TYPE ")
                .append(name)
                .append(' ')
                .append(type)
                .append('\n');
    }
}
