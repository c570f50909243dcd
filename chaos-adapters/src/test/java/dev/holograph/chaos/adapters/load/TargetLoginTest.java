package dev.holograph.chaos.adapters.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.load.EngineRuns.Ended;
import dev.holograph.chaos.adapters.load.EngineRuns.Engine;
import dev.holograph.chaos.scenario.ArrivalModel;
import dev.holograph.chaos.scenario.ExpectedAnswer;
import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.slo.FailureReason;
import dev.holograph.chaos.spi.HttpAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** User, password and path of a target's URL are part of each request, and the password is written nowhere. */
class TargetLoginTest {

    private static final Duration LENGTH = Duration.ofSeconds(2);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final ArrivalModel TWENTY = new ArrivalModel.Open(20, 2);

    @TempDir
    private Path folder;

    private GatedSystem system;

    @BeforeEach
    void start() throws Exception {
        system = new GatedSystem();
    }

    @AfterEach
    void stop() throws Exception {
        system.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(Files::isRegularFile).forEach(file -> assertThat(text(file))
                    .as(file.toString())
                    .doesNotContain(GatedSystem.PASSWORD, GatedSystem.SENT, "s3cret"));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Ended run(Engine engine, Profile profile, HttpAddress base) throws Exception {
        try (EngineRuns runs = new EngineRuns(folder)) {
            return runs.run(engine, profile, TWENTY, TIMEOUT, LENGTH, base, null);
        }
    }

    private static Profile http(String path) {
        return new Profile.Http("shop", "GET", path, Map.of("Accept", "*/*"), null, "200", null, 0);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void httpRequestsCarryThem(Engine engine) throws Exception {
        Ended ended = run(engine, http("/orders/7?x=1"), system.at(system.url()));

        assertThat(ended.recording().outcomes(Outcome.OK)).hasSize(40);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void handshakesOfWebSocketsCarryThem(Engine engine) throws Exception {
        Profile frames = new Profile.WebSocket("shop", "/ws", "{\"id\":\"{id}\"}", "/ack", 5);

        Ended ended = run(engine, frames, system.at(system.url()));

        assertThat(ended.recording().outcomes(Outcome.OK)).hasSize(40);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aProfileMayHaveItsOwn(Engine engine) throws Exception {
        String login = "shopper:" + GatedSystem.PASSWORD;
        Profile ask = new Profile.Http(
                "shop", "GET", "/customers", Map.of(), login, null, ExpectedAnswer.status("404"), null, 0);
        Profile echoed = new Profile.Http(
                "shop", "GET", "/customers", Map.of(), login, null, ExpectedAnswer.status("200"), null, 0);
        Profile frames = new Profile.WebSocket(
                "shop", "/ws", new Profile.Opening(Map.of(), login, null, null), "{\"id\":\"{id}\"}", "/ack", 5);
        HttpAddress address = system.at("http://" + system.endpoint() + GatedSystem.PREFIX);

        assertThat(run(engine, ask, address).recording().outcomes(Outcome.OK)).hasSize(40);
        assertThat(run(engine, frames, address).recording().outcomes(Outcome.OK))
                .hasSize(40);
        assertThat(run(engine, echoed, address).recording().failures())
                .extracting(Recording.Failed::sample)
                .contains("nothing for *** with ***");
        assertThat(ask.toString() + frames).doesNotContain(GatedSystem.PASSWORD);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void anAnswerThatEchoesThemIsKeptWithoutThem(Engine engine) throws Exception {
        Ended ended = run(engine, http("/customers"), system.at(system.url()));

        assertThat(ended.recording().reasons()).containsExactly(FailureReason.status(404));
        assertThat(ended.recording().failures())
                .extracting(Recording.Failed::sample)
                .contains("nothing for *** with ***");
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void withoutThemNobodyIsLetIn(Engine engine) throws Exception {
        Ended ended = run(engine, http("/orders/7"), system.at("http://" + system.endpoint() + GatedSystem.PREFIX));

        assertThat(ended.recording().reasons()).containsExactly(FailureReason.status(401));
    }

    @Test
    void aScriptFindsThemInItsVariables() throws Exception {
        Path script = Files.writeString(folder.resolve("own.js"), """
                import http from 'k6/http';
                export const options = { scenarios: { all: {
                  executor: 'constant-arrival-rate', rate: 20, duration: '10s', preAllocatedVUs: 5 } } };
                export default function () {
                  const answer = http.get(`${__ENV.CHAOS_URL}/orders/7`,
                    { headers: { Authorization: __ENV.CHAOS_AUTHORIZATION } });
                  if (answer.status !== 200) { throw new Error(`answered ${answer.status}`); }
                }
                """);
        try (EngineRuns runs = new EngineRuns(folder)) {
            Ended ended = runs.run(
                    Engine.K6,
                    new Profile.ByScript("shop"),
                    new ArrivalModel.ByScript(1),
                    TIMEOUT,
                    LENGTH,
                    system.at(system.url()),
                    script);
            assertThat(ended.recording().exceptions()).isEmpty();
            assertThat(ended.recording().active()).hasSizeGreaterThan(20);
        }
    }
}
