package dev.holograph.chaos.adapters.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.holograph.chaos.adapters.load.k6.K6LoadEngineProvider;
import dev.holograph.chaos.adapters.outage.Outage.Kind;
import dev.holograph.chaos.adapters.outage.Outage.Reply;
import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.run.RunResult;
import dev.holograph.chaos.slo.Finding;
import dev.holograph.chaos.slo.Result;
import dev.holograph.chaos.spi.LoadEngine;
import dev.holograph.chaos.spi.LoadEngineProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Scripts whose requests go to the target of the load, or to another server, or nowhere: whole runs by a real k6 against
 * two real servers. Both are healthy; what decides is whom the script asks while the fault is on.
 */
class ScriptDestinationsTest {

    private static final int AT_ONCE = 4;

    /** The phases begin after 1, 5 and 9 seconds; k6 tells when its scenario began. */
    private static final String SCRIPT = """
            import http from 'k6/http';
            import exec from 'k6/execution';
            import { check, sleep } from 'k6';
            export const options = { vus: 2, duration: '1m' };
            const OTHER = 'http://OTHER';
            const TARGET = __ENV.CHAOS_URL;
            const seconds = () => (Date.now() - exec.scenario.startTime) / 1000;
            const ask = (base, tags) => http.post(base + '/orders', 'x', { tags: tags || {} });
            export default function () {
              const at = seconds();
              BODY
              check(at, { 'it goes on': () => true });
              sleep(0.05);
            }
            """;

    private record Script(String name, String body, Result result, String finding) {}

    private static final List<Script> SCRIPTS = List.of(
            new Script("asks its target", "ask(TARGET);", Result.PASS, ""),
            new Script(
                    "asks its target by another name",
                    "ask(TARGET.replace('127.0.0.1', 'localhost'));",
                    Result.PASS,
                    ""),
            new Script("asks its target and another", "ask(TARGET); ask(OTHER); ask(OTHER);", Result.PASS, ""),
            new Script("groups its requests", "ask(TARGET, { name: 'http://orders/{id}' });", Result.PASS, ""),
            new Script(
                    "turns to another when the fault begins",
                    "ask(at < 4.9 ? TARGET : OTHER);",
                    Result.NOT_PROVEN,
                    "the script did not ask its target for 4."),
            new Script(
                    "always asks another",
                    "ask(OTHER);",
                    Result.NOT_PROVEN,
                    "the script did not ask its target for 4."),
            new Script(
                    "turns to another after the fault",
                    "ask(at < 8.8 ? TARGET : OTHER);",
                    Result.NOT_PROVEN,
                    "the script did not ask its target for "),
            new Script(
                    "turns to another in the middle of the fault",
                    "ask(at < 5.8 || at > 9 ? TARGET : OTHER);",
                    Result.WARN,
                    "of the requests of the script in the fault went to its target"),
            new Script(
                    "goes on without a request",
                    "if (at < 4.9) { ask(TARGET); }",
                    Result.NOT_PROVEN,
                    "the script did nothing for 4."));

    @TempDir
    private static Path folder;

    @TestFactory
    @Timeout(300)
    Stream<DynamicTest> whatIsJudgedWasAskedOfTheTarget() {
        LoadEngineProvider k6 = new K6LoadEngineProvider();
        RunContext context =
                new RunContext("run-1", Clock.systemUTC(), 1, Map.of(), (variable, id) -> Optional.empty());
        LoadEngine engine = k6.find(Map.of(), context).engine();
        assumeTrue(engine != null, "not run: there is no k6 on the PATH");
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        List<DynamicTest> tests = new ArrayList<>();
        for (Script script : SCRIPTS) {
            Future<RunResult> running = threads.submit(() -> run(script, engine));
            tests.add(dynamicTest(script.name(), () -> {
                RunResult result = running.get(5, TimeUnit.MINUTES);
                String findings = result.verdict().findings().stream()
                        .map(Finding::sentence)
                        .collect(Collectors.joining("\n"));
                assertThat(result.verdict().result()).as(findings).isEqualTo(script.result());
                assertThat(findings).contains(script.finding());
            }));
        }
        threads.shutdown();
        return tests.stream();
    }

    private static RunResult run(Script script, LoadEngine engine) throws Exception {
        Path own = Files.createTempDirectory(folder, "run");
        try (OutageServer target = new OutageServer((injected, undone, number) -> Reply.of(Kind.OK));
                OutageServer other = new OutageServer((injected, undone, number) -> Reply.of(Kind.OK))) {
            String text = SCRIPT.replace("OTHER'", other.address() + "'").replace("BODY", script.body());
            return WholeRun.ofScript(text, "", target, own, context -> engine);
        }
    }
}
