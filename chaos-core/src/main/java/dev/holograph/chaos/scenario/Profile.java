package dev.holograph.chaos.scenario;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one request is. */
public sealed interface Profile {

    /** The name of the target that requests go to. */
    String target();

    /**
     * An HTTP request.
     *
     * @param body may contain {@code {id}}, replaced by the request's own id
     * @param expect the statuses that mean success: a code ({@code 201}) or a class ({@code 2xx})
     * @param id JSON pointer to the id in the answer; with it, a successful answer is an acknowledgement
     * @param maxConnections open at once; 0: rate × time-out
     */
    record Http(
            String target,
            String method,
            String path,
            Map<String, String> headers,
            @Nullable String body,
            String expect,
            @Nullable String id,
            int maxConnections)
            implements Profile {
        public Http {
            headers = Map.copyOf(headers);
        }
    }

    /**
     * One frame over a WebSocket, and its answer.
     *
     * @param message may contain {@code {id}}, replaced by the frame's own id
     * @param answerId JSON pointer to the id in the answer: this is the acknowledgement
     * @param framesPerConnection after so many frames a connection is replaced; 0: never
     */
    record WebSocket(String target, String path, String message, String answerId, int framesPerConnection)
            implements Profile {}

    /**
     * What a script of k6 does of its own accord: nobody else knows its requests, or when they are due.
     *
     * @param environment variables for the script, whose values may be secrets: kept nowhere
     */
    record ByScript(String target, Map<String, String> environment) implements Profile {

        public ByScript {
            environment = Map.copyOf(environment);
        }

        public ByScript(String target) {
            this(target, Map.of());
        }

        /** Without its secrets. */
        @Override
        public String toString() {
            return "ByScript[target=" + target + ", environment=" + environment.keySet() + "]";
        }

        /** The one load engine that runs scripts. */
        public static final String ENGINE = "k6";
    }
}
