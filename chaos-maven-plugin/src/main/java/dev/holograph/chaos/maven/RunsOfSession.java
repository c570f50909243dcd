package dev.holograph.chaos.maven;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.maven.execution.MavenExecutionRequest;

/** The folders of the runs that one Maven build has begun, for all of its executions. */
final class RunsOfSession {

    private static final String KEY = "dev.holograph.chaos.runs";

    private RunsOfSession() {}

    /** Plain texts: executions that give the plugin other dependencies have other classes of it. */
    @SuppressWarnings("unchecked") // nobody else uses this key
    static Set<String> of(MavenExecutionRequest request) {
        Map<String, Object> data = request.getData();
        synchronized (data) { // modules may be built side by side
            return (Set<String>) data.computeIfAbsent(KEY, key -> ConcurrentHashMap.<String>newKeySet());
        }
    }
}
