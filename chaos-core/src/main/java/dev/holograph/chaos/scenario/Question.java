package dev.holograph.chaos.scenario;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a probe asks, in the words of its kind. */
public sealed interface Question {

    /** By which key it is written, and who asks. */
    String kind();

    /** What is asked, for a plan; of a run that is read again, empty. */
    String words();

    /** What the names of its metrics end with, after the probe's own name. */
    List<String> endings();

    /**
     * By HTTP.
     *
     * @param path with its query: {@code /healthz}
     * @param expect the status of an answer that is as it should be: {@code 2xx}
     * @param pointer where a number stands in the answer, as a JSON pointer; {@code null}: there is none
     */
    record Http(String path, String expect, @Nullable String pointer) implements Question {

        public static final String KIND = "http";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String words() {
            return path;
        }

        @Override
        public List<String> endings() {
            return pointer == null ? List.of(Probe.LATENCY, Probe.OK) : List.of(Probe.LATENCY, Probe.OK, Probe.VALUE);
        }
    }

    /** How many pods are ready, and how often their containers were started again. */
    record Kubernetes() implements Question {

        public static final String KIND = "kubernetes";

        /** What may stand after the key. */
        public static final String READY = "ready";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String words() {
            return READY;
        }

        @Override
        public List<String> endings() {
            return List.of(Probe.OK, Probe.READY, Probe.RESTARTS);
        }
    }

    /**
     * By a command of Redis that only reads.
     *
     * @param command its words, with one space between them: {@code GET frames}
     */
    record Redis(String command) implements Question {

        public static final String KIND = "redis";

        /** Those whose answer can be one number. Any other might change something, block, or answer much. */
        private static final Set<String> READS = Set.of(
                "BITCOUNT",
                "DBSIZE",
                "EXISTS",
                "GET",
                "GETBIT",
                "HEXISTS",
                "HGET",
                "HLEN",
                "HSTRLEN",
                "LASTSAVE",
                "LINDEX",
                "LLEN",
                "PTTL",
                "SCARD",
                "SISMEMBER",
                "STRLEN",
                "TTL",
                "XLEN",
                "ZCARD",
                "ZCOUNT",
                "ZSCORE");

        /** @throws IllegalArgumentException if it is none that only reads one number */
        public static Redis parse(String text) {
            String[] words = text.strip().split("\\s+");
            words[0] = words[0].toUpperCase(Locale.ROOT);
            if (!READS.contains(words[0])) {
                throw new IllegalArgumentException("'" + words[0]
                        + "' is no command that a probe may use; it may read one number, by "
                        + READS.stream().sorted().collect(Collectors.joining(", ")));
            }
            return new Redis(String.join(" ", words));
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String words() {
            return command;
        }

        @Override
        public List<String> endings() {
            return Probe.NUMBER;
        }
    }

    /**
     * By an instant query of Prometheus.
     *
     * @param query in PromQL: {@code sum(rate(frames_total[1m]))}
     */
    record Prometheus(String query) implements Question {

        public static final String KIND = "prometheus";

        /** @throws IllegalArgumentException if it is empty; what else is wrong in it, Prometheus says */
        public static Prometheus parse(String text) {
            if (text.isBlank()) {
                throw new IllegalArgumentException("a query is needed; write sum(rate(frames_total[1m]))");
            }
            return new Prometheus(text.strip());
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String words() {
            return query;
        }

        @Override
        public List<String> endings() {
            return Probe.NUMBER;
        }
    }

    /**
     * By a query of a database.
     *
     * @param query a select of one column with one row: {@code select count(*) from frames}
     */
    record Sql(String query) implements Question {

        public static final String KIND = "sql";

        /** @throws IllegalArgumentException if it is no query */
        public static Sql parse(String text) {
            String query = text.strip();
            if (!query.matches("(?is)(select|with)\\b[^;]*")) {
                throw new IllegalArgumentException(
                        "'" + query + "' is no single query; write select count(*) from frames, without a semicolon");
            }
            return new Sql(query);
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String words() {
            return query;
        }

        @Override
        public List<String> endings() {
            return Probe.NUMBER;
        }
    }
}
