package dev.holograph.chaos.adapters.load.k6;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.RealRun;
import dev.holograph.chaos.run.RunResult;
import dev.holograph.chaos.slo.Result;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A whole run whose load four pods make, while one of the system's own is killed. */
@ExtendWith(OperatorCluster.Needed.class)
@Timeout(300)
class OperatorRunTest {

    private static final String SCENARIO = """
            title: Answers keep coming while a pod is killed
            load:
              http:
                target: web
                path: /v1/status
                expect: 2xx
              rate: 80/s
              timeout: 3s
            duration: { warmup: 3s, baseline: 10s, fault: 10s, recovery: 10s }
            fault: { type: pod-kill, target: web, pods: 1 }
            steadyState:
              - error_rate < 20%
            slo:
              - error_rate < 60%
            recovery: { over: 3s, stable: 3s }
            """;

    @TempDir
    private Path folder;

    @Test
    void itsReportNamesEachRunner(OperatorCluster cluster) throws Exception {
        RunResult result =
                RealRun.of("whole", SCENARIO, cluster.environment(4, "150m", cluster.image()), folder, Map.of());
        assertThat(RealRun.sentences(result))
                .contains("runner 1 of 4, pod ", "runner 2 of 4, pod ", "runner 3 of 4, pod ", "runner 4 of 4, pod ");
        // WARN: what k6 sent again, when the pod that was killed closed its connections, is told.
        assertThat(result.verdict().result()).as(RealRun.sentences(result)).isIn(Result.PASS, Result.WARN);
        assertThat(result.loadEngine()).isEqualTo("k6-operator " + cluster.image() + ", 4 runners");
        assertThat(cluster.leftovers()).isEmpty();
    }
}
