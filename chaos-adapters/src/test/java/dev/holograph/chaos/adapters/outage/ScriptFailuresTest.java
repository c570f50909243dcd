package dev.holograph.chaos.adapters.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holograph.chaos.adapters.load.k6.K6LoadEngineProvider;
import dev.holograph.chaos.adapters.outage.Outage.Kind;
import dev.holograph.chaos.adapters.outage.Outage.Reply;
import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.run.RunResult;
import dev.holograph.chaos.slo.Result;
import dev.holograph.chaos.spi.LoadEngine;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Scripts of which half of the requests are refused under the fault: whole runs by a real k6. */
class ScriptFailuresTest {

    private static final String SCRIPT = """
            import http from 'k6/http';
            import { check, sleep } from 'k6';
            export const options = { vus: 4, duration: '1m' };
            export default function () {
              const answer = http.post(__ENV.CHAOS_URL + '/orders', 'x');
              check(answer, { 'it is quick': () => answer.timings.duration < 1000 });
              CHECK
              sleep(0.05);
            }
            """;

    @TempDir
    private Path folder;

    private RunResult run(String check) throws Exception {
        RunContext context =
                new RunContext("run-1", Clock.systemUTC(), 1, Map.of(), (variable, id) -> Optional.empty());
        LoadEngine engine = new K6LoadEngineProvider().find(Map.of(), context).engine();
        assumeTrue(engine != null, "not run: there is no k6 on the PATH");
        try (OutageServer server = new OutageServer((injected, undone, number) ->
                Reply.of(injected >= 0 && undone < 0 && number % 2 == 0 ? Kind.UNAVAILABLE : Kind.OK))) {
            return WholeRun.ofScript(SCRIPT.replace("CHECK", check), "", server, folder, found -> engine);
        }
    }

    @Test
    @Timeout(120)
    void checksThatHoldForRefusalsTooDoNotHideThem() throws Exception {
        RunResult result = run("");
        assertThat(result.verdict().result()).as("%s", result.verdict()).isEqualTo(Result.WARN);
        assertThat(result.verdict().decisive().get(0).sentence())
                .contains("requests of the script failed")
                .contains("in the fault")
                .contains("no objective counts what failed");
    }

    @Test
    @Timeout(120)
    void checksOfTheStatusAreBreached() throws Exception {
        RunResult result = run("check(answer, { 'it is there': () => answer.status === 200 });");
        assertThat(result.verdict().result()).as("%s", result.verdict()).isEqualTo(Result.BREACH);
    }
}
