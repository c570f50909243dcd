package dev.holograph.chaos.adapters.load.k6;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.holograph.chaos.adapters.process.Executables;
import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.spi.Check;
import dev.holograph.chaos.spi.LoadEngineProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class K6Test {

    @TempDir
    Path folder;

    /** A program that answers as k6 would. */
    private Path saying(String answer) throws IOException {
        assumeFalse(Executables.onWindows(), "not run: the k6 of this test is a shell script");
        Path k6 = Files.writeString(folder.resolve("k6"), "#!/bin/sh\necho '" + answer + "'\n");
        assertThat(k6.toFile().setExecutable(true)).isTrue();
        return k6;
    }

    private static LoadEngineProvider.Found find(Path k6) {
        return Loads.find(Map.of("chaos.k6", k6.toString()));
    }

    @Test
    void isFoundByItsName() {
        assertThat(ServiceLoader.load(LoadEngineProvider.class).stream()
                        .map(provider -> provider.get().name()))
                .contains("k6");
    }

    @Test
    void theRealOneSaysItsVersion() {
        LoadEngineProvider.Found found = find(Loads.k6());
        assertThat(found.problem()).isNull();
        assertThat(found.engine()).isNotNull();
        assertThat(found.engine().name()).isEqualTo("k6");
        assertThat(found.engine().version()).matches("\\d+\\.\\d+\\.\\d+.*");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "k6 v2.2.0 (go1.26.8, linux/amd64) | 2.2.0",
                "k6 v1.3.0 (commit/e0215db54a, go1.24.6, linux/amd64) | 1.3.0",
                "k6.exe v1.10.1 (go1.25, windows/amd64) | 1.10.1",
                "k6 v2.3.0-rc1 (go1.26.8, linux/amd64) | 2.3.0-rc1"
            })
    void theVersionIsReadFromItsAnswer(String answer, String version) throws Exception {
        LoadEngineProvider.Found found = find(saying(answer));
        assertThat(found.problem()).isNull();
        assertThat(found.engine()).isNotNull();
        assertThat(found.engine().version()).isEqualTo(version);
    }

    @ParameterizedTest
    @CsvSource({"k6 v0.57.0 (go1.23),0.57", "k6 v1.2.3 (go1.24),1.2"})
    void anOldOneIsRefused(String answer, String version) throws Exception {
        LoadEngineProvider.Found found = find(saying(answer));
        assertThat(found.engine()).isNull();
        assertThat(found.problem()).contains("is k6 " + version + ", which is too old", "1.3 or newer", "-Dchaos.k6=");
    }

    @Test
    void anotherProgramIsRefused() throws Exception {
        LoadEngineProvider.Found found = find(saying("wrk 4.1.0"));
        assertThat(found.engine()).isNull();
        assertThat(found.problem()).contains("does not say that it is k6, but 'wrk 4.1.0'", "-Dchaos.k6=");
    }

    @Test
    void whereThereIsNoneItIsSaidWhatToDo() {
        LoadEngineProvider.Found found = find(folder.resolve("none"));
        assertThat(found.engine()).isNull();
        assertThat(found.problem())
                .contains("there is no k6 at " + folder.resolve("none"), "install k6 1.3 or newer", "-Dchaos.k6=");
    }

    @Test
    void aFileThatIsNoProgramIsRefused() throws Exception {
        Path k6 = Files.writeString(folder.resolve("k6"), "not a program");
        assertThat(find(k6).problem()).contains("there is no k6 at " + k6);
    }

    @Test
    void theInstalledOneIsTakenWhereThereIsNoneOnThePathOrOneThatIsTooOld() throws Exception {
        Path installed = K6Release.executable(folder.resolve("state"));
        Files.createDirectories(installed.getParent());
        Files.copy(saying("k6 v2.2.0 (go1.26.8, linux/amd64)"), installed, StandardCopyOption.COPY_ATTRIBUTES);

        assertThat(K6.find(null, installed, Optional.empty()).executable()).isEqualTo(installed);
        assertThat(K6.find(null, installed, Optional.of(saying("k6 v1.2.0 (go1.24)")))
                        .executable())
                .isEqualTo(installed);
        Path newer = saying("k6 v2.3.0 (go1.26.8, linux/amd64)");
        assertThat(K6.find(null, installed, Optional.of(newer)).executable()).isEqualTo(newer);
        assertThat(K6.find(newer.toString(), installed, Optional.empty()).executable())
                .isEqualTo(newer);
        assertThatThrownBy(() -> K6.find(folder.resolve("none").toString(), installed, Optional.of(newer)))
                .hasMessageContaining("there is no k6 at ");
        assertThatThrownBy(() -> K6.find(null, folder.resolve("none"), Optional.empty()))
                .hasMessageStartingWith("there is no k6 on the PATH; let `mvn chaos:install-tools` install it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "k6 v2.2.0 (go1.26.8, linux/amd64) | OK | 2.2.0 at ",
                "k6 v1.8.1 (go1.26.8, linux/amd64) | WARN | ; this plugin is tested with 2.2.0",
                "k6 v1.2.0 (go1.26.8, linux/amd64) | FAIL | which is too old"
            })
    void isComparedWithTheOneThatIsTestedWith(String answer, Check.State state, String found) throws Exception {
        Check check = new K6LoadEngineProvider()
                .check(Map.of("chaos.k6", saying(answer).toString()), new RunContext(Clock.systemUTC(), 1));
        assertThat(check.name()).isEqualTo("k6");
        assertThat(check.state()).isEqualTo(state);
        assertThat(check.found()).contains(found);
        assertThat(String.valueOf(check.advice()) + check.found())
                .matches(text -> state == Check.State.OK || text.contains("mvn chaos:install-tools"));
    }

    /** A pipe holds 64 KiB, and some scripts read much before they have options. */
    @Test
    void aScriptThatIsSlowToLoadAndHasLargeOptionsIsUnderstood(@TempDir Path folder) throws Exception {
        Path script = Files.writeString(folder.resolve("large.js"), """
                const end = Date.now() + 10500;
                while (Date.now() < end) {}
                export const options = {
                  tags: { large: 'x'.repeat(200000) },
                  setupTimeout: '3m',
                  teardownTimeout: '90s',
                  scenarios: {
                    ramp: {
                      executor: 'ramping-vus', startTime: '3s', gracefulRampDown: '1m',
                      stages: [{ duration: '10s', target: 1 }, { duration: '5s', target: 0 }],
                    },
                    rate: {
                      executor: 'constant-arrival-rate', rate: 1, preAllocatedVUs: 1, duration: '12s', gracefulStop: '5m',
                    },
                  },
                };
                export default function () {}
                """);

        assertThat(K6.at(Loads.k6()).inspect(script, Map.of("HOME", folder.toString())))
                .isEqualTo(new ScriptOptions(
                        Optional.of(Duration.ofSeconds(18)), Duration.ofMinutes(3), Duration.ofSeconds(90), false));
    }

    /** As this project's own advice has it for a script that is too short. */
    @Test
    void aScriptThatTakesItsLengthFromTheRunIsAsLongAsTheRun(@TempDir Path folder) throws Exception {
        Path script = Files.writeString(folder.resolve("long.js"), """
                export const options = { vus: 1, duration: (__ENV.CHAOS_LOAD_MS || '1000') + 'ms' };
                export default function () {}
                """);

        assertThat(K6.at(Loads.k6())
                        .inspect(script, Map.of("HOME", folder.toString(), "CHAOS_LOAD_MS", "55000"))
                        .longest())
                .contains(Duration.ofSeconds(55));
    }

    @Test
    void whatK6DoesNotTellIsLeftToARun() {
        assertThat(ScriptOptions.of("level=error msg=\"no such file\"")).isEqualTo(ScriptOptions.UNKNOWN);
        assertThat(ScriptOptions.of("{\"scenarios\": {\"a\": {\"executor\": \"shared-iterations\"}}}")
                        .longest())
                .contains(Duration.ofMinutes(10));
    }
}
