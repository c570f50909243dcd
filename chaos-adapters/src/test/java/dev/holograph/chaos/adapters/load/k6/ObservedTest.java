package dev.holograph.chaos.adapters.load.k6;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.adapters.load.FakeSystem;
import dev.holograph.chaos.scenario.Arrivals;
import dev.holograph.chaos.scenario.Metric;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.LoadPlan;
import dev.holograph.chaos.spi.RunningLoad;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts that know nothing of chaos tests, run by a real k6. */
class ObservedTest {

    private static final Metric DURATION = new Metric("http_req_duration", Map.of("expected_response", "true"));
    private static final Duration LENGTH = Duration.ofSeconds(3);

    @TempDir
    Path folder;

    @TempDir
    Path scripts;

    private Loads loads;

    @BeforeEach
    void prepare() {
        Loads.k6(); // else what is expected to be thrown would be that there is none
        loads = new Loads(folder);
        loads.recording.wanting(DURATION);
    }

    private LoadPlan plan(FakeSystem system, String... lines) throws Exception {
        Path script = Files.write(scripts.resolve("script.js"), List.of(lines));
        return loads.plan(
                new Profile.ByScript("web"),
                new Arrivals.ByScript(Arrivals.ByScript.MAX_FAILED_ITERATIONS),
                Duration.ofSeconds(10),
                LENGTH,
                system.endpoint(),
                script);
    }

    private static final String[] PLAIN = {
        "import http from 'k6/http';",
        "import { sleep } from 'k6';",
        "export const options = { vus: 2, duration: '1m' };",
        "export function setup() { http.get(__ENV.CHAOS_URL + '/setup'); sleep(1); }",
        "export default function () { http.get(__ENV.CHAOS_URL + '/'); sleep(0.05); }",
    };

    @Test
    void itIsEndedInTimeAndItsMetricsAreSeen() throws Exception {
        try (FakeSystem system = FakeSystem.http(request -> request.response().end("well"))) {
            Instant started = Instant.now();
            RunningLoad load = loads.start(plan(system, PLAIN));
            Instant first = load.firstDue().get(20, TimeUnit.SECONDS);
            RunningLoad.End end = load.ended().get(20, TimeUnit.SECONDS);

            assertThat(first).as("setup() is no load").isAfter(started.plusMillis(900));
            assertThat(end.problem()).isNull();
            assertThat(Instant.now()).isBetween(first.plus(LENGTH), first.plus(LENGTH.multipliedBy(3)));
            assertThat(loads.recording.samples(DURATION)).hasSizeGreaterThan(20);
        }
    }

    @Test
    void oneThatIsTooShortIsRefusedBeforeItRuns() throws Exception {
        try (FakeSystem system = FakeSystem.http(request -> request.response().end("well"))) {
            LoadPlan plan = plan(
                    system,
                    "import http from 'k6/http';",
                    "export const options = { scenarios: { one: { executor: 'constant-vus', vus: 1, duration: '1s',"
                            + " gracefulStop: '0s' } } };",
                    "export default function () { http.get(__ENV.CHAOS_URL + '/'); }");

            assertThatThrownBy(() -> loads.start(plan))
                    .isInstanceOf(DriverException.class)
                    .hasMessageContaining("script.js lasts 1s at most, and the phases of this scenario take 3s")
                    .hasMessageContaining("CHAOS_LOAD_MS");
            assertThat(system.connections).hasValue(0);
        }
    }

    @Test
    void oneThatThrowsIsTold() throws Exception {
        try (FakeSystem system = FakeSystem.http(request -> request.response().end("well"))) {
            RunningLoad.End end = loads.start(plan(system, "import nothing from './nothing.js';"))
                    .ended()
                    .get(20, TimeUnit.SECONDS);

            assertThat(end.problem()).contains("k6").contains("nothing.js");
        }
    }
}
