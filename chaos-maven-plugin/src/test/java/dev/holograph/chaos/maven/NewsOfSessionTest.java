package dev.holograph.chaos.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.application.BuildNews;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.execution.AbstractExecutionListener;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.ExecutionEvent;
import org.apache.maven.execution.ExecutionListener;
import org.apache.maven.execution.MavenExecutionRequest;
import org.junit.jupiter.api.Test;

/** When the messages of a Maven build are sent. */
class NewsOfSessionTest {

    private final List<String> told = new ArrayList<>();

    private final ExecutionListener before = new AbstractExecutionListener() {
        @Override
        public void mojoSucceeded(ExecutionEvent event) {
            told.add("mojo");
        }

        @Override
        public void sessionEnded(ExecutionEvent event) {
            told.add("end");
        }
    };

    /** Whoever listened before is told too, and last. */
    @Test
    void theEndOfTheBuildSends() {
        ExecutionListener listener = NewsOfSession.listening(() -> told.add("sent"), before);
        listener.mojoSucceeded(null);
        listener.sessionEnded(null);

        assertThat(told).containsExactly("mojo", "sent", "end");
    }

    @Test
    void allExecutionsOfABuildShareTheirNewsAndNobodyNeedsToListen() {
        MavenExecutionRequest request = new DefaultMavenExecutionRequest();
        BuildNews first = NewsOfSession.of(request);
        assertThat(NewsOfSession.of(request)).isSameAs(first);
        assertThat(NewsOfSession.of(new DefaultMavenExecutionRequest())).isNotSameAs(first);

        request.getExecutionListener().sessionEnded(null);
    }
}
