package dev.holograph.chaos.scenario;

import java.util.List;
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
}
