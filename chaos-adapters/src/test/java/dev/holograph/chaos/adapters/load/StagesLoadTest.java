package dev.holograph.chaos.adapters.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holograph.chaos.adapters.RealRun;
import dev.holograph.chaos.adapters.load.EngineRuns.Ended;
import dev.holograph.chaos.adapters.load.EngineRuns.Engine;
import dev.holograph.chaos.run.RunResult;
import dev.holograph.chaos.scenario.ArrivalModel;
import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.scenario.Ramp;
import dev.holograph.chaos.slo.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rate rises by the same schedule with both engines. */
@Timeout(120)
class StagesLoadTest {

    private static final Duration LENGTH = Duration.ofSeconds(4);

    /** Up to 60/s, down to 17.3/s, and by a jump to 50/s. */
    private static final ArrivalModel.Open RISING = new ArrivalModel.Open(
            50,
            3,
            new Ramp(List.of(
                    new Ramp.Stage(60, Duration.ofSeconds(1)),
                    new Ramp.Stage(17.3, Duration.ofMillis(1500)),
                    new Ramp.Stage(50, Duration.ZERO))));

    private static final Profile GET = new Profile.Http("shop", "GET", "/", Map.of(), null, "200", null, 0);
    private static final Profile FRAMES = new Profile.WebSocket("shop", "/ws", "{\"id\":\"{id}\"}", "/ack", 0);

    @TempDir
    private Path folder;

    private EngineRuns runs;

    @BeforeEach
    void start() {
        runs = new EngineRuns(folder);
    }

    @AfterEach
    void stop() throws Exception {
        runs.close();
    }

    private static Stream<Arguments> enginesAndProfiles() {
        return Stream.of(Engine.values())
                .flatMap(engine -> Stream.of(Arguments.of(engine, GET), Arguments.of(engine, FRAMES)));
    }

    @ParameterizedTest
    @MethodSource("enginesAndProfiles")
    void eachRequestIsDueWhenTheStagesSay(Engine engine, Profile profile) throws Exception {
        try (FakeSystem system = profile.equals(GET)
                ? FakeSystem.http(request -> request.response().end())
                : FakeSystem.acknowledging()) {
            Ended ended = runs.run(engine, profile, RISING, Duration.ofSeconds(3), LENGTH, system.endpoint(), null);

            assertThat(ended.end().problem()).isNull();
            int count = (int) RISING.dueWithin(LENGTH);
            assertThat(count).isEqualTo(163); // 30 + 57.975 + 75, and the first
            ended.recording().hasOneOutcomeForEachOf(count);
            assertThat(ended.recording().outcomes(Outcome.OK)).hasSize(count);
            List<Long> dues = ended.recording().dues();
            for (int i = 0; i < count; i++) {
                assertThat((double) (dues.get(i) - dues.get(0)))
                        .as("request %d, in microseconds", i)
                        .isCloseTo(RISING.dueNanos(i) / 1e3, within(2.0));
            }
        }
    }

    @Test
    void aRunJudgesWhatComesAfterTheStages() throws Exception {
        String scenario = """
                title: Rising
                load:
                  http: { target: shop, path: / }
                  stages: [ { rate: 20/s, over: 1s }, { rate: 100/s, over: 1s } ]
                duration: { warmup: 2s, baseline: 4s, fault: 4s, recovery: 4s }
                fault: { type: latency, target: shop, delay: 100ms }
                steadyState: [ "error_rate < 5%", "throughput > 80/s" ]
                slo: [ "error_rate < 5%", "throughput > 80/s in every 1s" ]
                """;
        try (FakeSystem system = FakeSystem.http(request -> request.response().end())) {
            String environment = """
                    title: Here
                    targets: { shop: { url: "http://%s", through: proxy } }
                    drivers: { latency: proxy }
                    """.formatted(system.endpoint());
            RunResult result = RealRun.of("run-s", scenario, environment, folder.resolve("run"), Map.of());

            assertThat(result.verdict().result()).as(RealRun.sentences(result)).isEqualTo(Result.PASS);
            assertThat(result.series().witnesses().loads().get(0).made().toArray())
                    .as("each tenth of a second")
                    .hasSizeBetween(139, 142);
        }
    }
}
