package dev.holograph.chaos.adapters.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.load.EngineRuns.Ended;
import dev.holograph.chaos.adapters.load.EngineRuns.Engine;
import dev.holograph.chaos.scenario.ArrivalModel;
import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.scenario.Profile;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both engines fill the same values into the same requests. */
class RequestValuesLoadTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration LENGTH = Duration.ofSeconds(1);
    private static final ArrivalModel FORTY = new ArrivalModel.Open(40, 3);

    private static final String CSV = "name,city,note\r\n"
            + "Anna,Köln,\"says \"\"hi\"\", and goes\"\r\n"
            + "\r\n"
            + "\"B & C\",,\"two\nlines\"\r\n"
            + "Čeněk,a/b?c=d%,back\\slash";

    private static final String LINES = "{\"name\":\"Anna\",\"city\":\"Köln\",\"note\":\"says \\\"hi\\\", and goes\"}\n"
            + "{\"note\":\"two\\nlines\",\"name\":\"B & C\",\"city\":\"\"}\n\n"
            + "{\"name\":\"Čeněk\",\"city\":\"a/b?c=d%\",\"note\":\"back\\\\slash\"}\n";

    private static final List<Map<String, String>> ROWS = List.of(
            Map.of("name", "Anna", "city", "Köln", "note", "says \"hi\", and goes"),
            Map.of("name", "B & C", "city", "", "note", "two\nlines"),
            Map.of("name", "Čeněk", "city", "a/b?c=d%", "note", "back\\slash"));

    /** What the server got. */
    private record Got(long number, String city, String header, JsonObject body) {}

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

    private List<Got> got(Engine engine, String file) throws Exception {
        Profile profile = new Profile.Http(
                "shop",
                "POST",
                "/orders/{seq}?city={data.city}&n={random.int(1,6)}",
                Map.of("X-Name", "no {data.name}: {random.int(-5,5)}", "Content-Type", "application/json"),
                "{\"id\":\"{id}\",\"seq\":{seq},\"uuid\":\"{uuid}\",\"other\":\"{uuid}\",\"now\":\"{now}\","
                        + "\"n\":{random.int(1,1000000)},\"note\":\"{data.note}\",\"name\":\"{data.name}\",\"open\":\"{seq\"}",
                "2xx",
                "/id",
                0);
        List<Got> got = new CopyOnWriteArrayList<>();
        try (FakeSystem system = FakeSystem.http(request -> request.body().onSuccess(body -> {
            JsonObject json = new JsonObject(body);
            got.add(new Got(
                    Long.parseLong(request.path().substring("/orders/".length())),
                    request.getParam("city"),
                    request.getParam("n") + "/"
                            + new String(
                                    request.getHeader("X-Name").getBytes(StandardCharsets.ISO_8859_1),
                                    StandardCharsets.UTF_8),
                    json));
            request.response().end(body);
        }))) {
            Ended ended = runs.run(engine, profile, FORTY, TIMEOUT, LENGTH, system.endpoint(), null, file);
            assertThat(ended.end().problem()).isNull();
            ended.recording().hasOneOutcomeForEachOf(40);
            assertThat(ended.recording().outcomes(Outcome.OK)).hasSize(40);
            assertThat(ended.recording().acknowledged()).hasSize(40).doesNotHaveDuplicates();
        }
        List<Got> inOrder = new ArrayList<>(got);
        inOrder.sort(Comparator.comparingLong(Got::number));
        return inOrder;
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void eachRequestHasItsRowAndItsValues(Engine engine) throws Exception {
        Instant before = Instant.now().minusSeconds(1);
        List<Got> got = got(engine, file("users.csv", CSV));

        assertThat(got).extracting(Got::number).doesNotHaveDuplicates().hasSize(40);
        for (Got one : got) {
            Map<String, String> row = ROWS.get((int) (one.number() % 3));
            assertThat(one.city()).isEqualTo(row.get("city"));
            assertThat(one.header()).contains("no " + row.get("name") + ": ");
            assertThat(one.body().getString("note")).isEqualTo(row.get("note"));
            assertThat(one.body().getString("name")).isEqualTo(row.get("name"));
            assertThat(one.body().getLong("seq")).isEqualTo(one.number());
            assertThat(one.body().getInteger("n")).isBetween(1, 1_000_000);
            assertThat(Instant.parse(one.body().getString("now")))
                    .isBetween(before, Instant.now().plusSeconds(1));
            assertThat(one.body().getString("open")).isEqualTo("{seq");
        }
        assertThat(got.stream()
                        .flatMap(one -> Stream.of(
                                one.body().getString("uuid"), one.body().getString("other"))))
                .hasSize(80)
                .doesNotHaveDuplicates()
                .allMatch(uuid -> uuid.matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
    }

    /** What is random too: only the moment differs, and the id, in which each engine numbers in its own way. */
    @Test
    void theEnginesMakeTheSameRequests() throws Exception {
        List<Got> ours = got(Engine.BUILT_IN, file("users.csv", CSV));
        List<Got> k6 = got(Engine.K6, file("users.jsonl", LINES));

        ours.forEach(one -> List.of("id", "now").forEach(one.body()::remove));
        k6.forEach(one -> List.of("id", "now").forEach(one.body()::remove));
        assertThat(k6).isEqualTo(ours);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void framesHaveValuesToo(Engine engine) throws Exception {
        Profile frames = new Profile.WebSocket(
                "shop", "/ws", "{\"id\":\"{id}\",\"name\":\"{data.name}\",\"seq\":{seq}}", "/ack", 0);
        List<JsonObject> got = new CopyOnWriteArrayList<>();
        try (FakeSystem system = FakeSystem.webSocket(socket -> socket.textMessageHandler(frame -> {
            got.add(new JsonObject(frame));
            socket.writeTextMessage(FakeSystem.ack(frame));
        }))) {
            Recording recording = runs.run(
                            engine, frames, FORTY, TIMEOUT, LENGTH, system.endpoint(), null, file("users.csv", CSV))
                    .recording();

            assertThat(recording.outcomes(Outcome.OK)).hasSize(40);
            assertThat(got).hasSize(40).allSatisfy(frame -> assertThat(frame.getString("name"))
                    .isEqualTo(ROWS.get(frame.getInteger("seq") % 3).get("name")));
        }
    }
}
