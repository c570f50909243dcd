package dev.holograph.chaos.adapters.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.scenario.ArrivalModel;
import dev.holograph.chaos.scenario.Direction;
import dev.holograph.chaos.scenario.ExpectedAnswer;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.HttpRequest;
import dev.holograph.chaos.scenario.Load;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Phase;
import dev.holograph.chaos.scenario.Probe;
import dev.holograph.chaos.scenario.ProbeQuery;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Validated;
import dev.holograph.chaos.scenario.Violation;
import dev.holograph.chaos.scenario.WindowRule;
import dev.holograph.chaos.scenario.fault.Cpu;
import dev.holograph.chaos.scenario.fault.HttpCut;
import dev.holograph.chaos.scenario.fault.HttpDelay;
import dev.holograph.chaos.scenario.fault.HttpError;
import dev.holograph.chaos.scenario.fault.Latency;
import dev.holograph.chaos.scenario.fault.PacketLoss;
import dev.holograph.chaos.scenario.fault.PodKill;
import dev.holograph.chaos.scenario.fault.RedisFlush;
import dev.holograph.chaos.scenario.fault.TimeTravel;
import dev.holograph.chaos.spi.Kinds;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScenarioReaderTest {

    private static final Map<String, Class<? extends Fault>> FAULTS = Map.of(
            "cpu", Cpu.class,
            "http-cut", HttpCut.class,
            "http-delay", HttpDelay.class,
            "http-error", HttpError.class,
            "latency", Latency.class,
            "packet-loss", PacketLoss.class,
            "pod-kill", PodKill.class,
            "redis-flush", RedisFlush.class,
            "time-travel", TimeTravel.class);

    @TempDir
    private Path folder;

    static Stream<Path> bad() throws IOException, URISyntaxException {
        Path bad = Path.of(ScenarioReaderTest.class.getResource("/yaml/bad").toURI());
        try (Stream<Path> files = Files.list(bad)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        }
    }

    /** Beside each bad file stands, as text, all that is to be said about it. */
    @ParameterizedTest
    @MethodSource("bad")
    void tellsAllMistakesOfABadFile(Path file) throws IOException {
        Validated<Scenario> read = reader(PhaseOverrides.NONE).read(file, "bad.yaml");
        String told = read.violations().stream().map(Violation::message).collect(Collectors.joining("\n")) + "\n";
        Path expected = file.resolveSibling(file.getFileName().toString().replace(".yaml", ".txt"));
        assertThat(read.isValid()).isFalse();
        assertThat(told).isEqualTo(Files.readString(expected).replace("\r\n", "\n"));
    }

    @Test
    void readsAScenarioWhole() throws IOException {
        Files.createFile(folder.resolve("load.js"));
        Scenario scenario = read("""
                title: Answers are late
                hypothesis: Nobody minds.
                owner: the renderer's team
                links: ["https://example.org/runbook"]
                tags: [network]
                load:
                  script: load.js
                  websocket: { target: renderer, path: /ws, message: '{"id":"{id}"}', answer: { id: /ack }, framesPerConnection: 100 }
                  connections: 10
                  rate: 100/s
                  timeout: 5s
                duration: { warmup: 1s, baseline: 20s, fault: 1m, recovery: 40s }
                fault: { type: latency, target: renderer, delay: 2s, jitter: 100ms, distribution: normal, direction: both }
                steadyState: [ p95(latency) < 250ms ]
                effect:
                  - p50(latency) > 1.9s
                slo:
                  - objective: error_rate < 5%
                    name: few errors
                    warn: 1%
                    noData: pass
                  - lost_writes = 0
                abortIf:
                  - error_rate > 50% in any 5s
                recovery: { over: 5s, stable: 8s }
                ledger:
                  find: { http: "GET /frames/{id}", target: renderer }
                """, PhaseOverrides.NONE);

        assertThat(scenario.name()).isEqualTo("s");
        assertThat(scenario.title()).isEqualTo("Answers are late");
        assertThat(scenario.duration().fault()).isEqualTo(Duration.ofMinutes(1));
        Load load = scenario.loads().get(0);
        assertThat(load.script()).isEqualTo("load.js");
        assertThat(load.timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(load.arrivals()).isEqualTo(new ArrivalModel.Open(100, 10));
        assertThat(load.profile())
                .isEqualTo(new Profile.WebSocket("renderer", "/ws", "{\"id\":\"{id}\"}", "/ack", 100));
        assertThat(scenario.faults().get(0).name()).isEqualTo("latency");
        assertThat(scenario.faults().get(0).fault())
                .isEqualTo(new Latency(
                        Duration.ofSeconds(2), Duration.ofMillis(100), Latency.Distribution.NORMAL, Direction.BOTH));
        assertThat(scenario.slo().get(0).name()).isEqualTo("few errors");
        assertThat(scenario.slo().get(0).warn()).isNotNull();
        assertThat(scenario.slo().get(0).noDataPasses()).isTrue();
        assertThat(scenario.recovery().over()).isEqualTo(Duration.ofSeconds(5));
        assertThat(scenario.ledger().find().shown()).isEqualTo("GET /frames/{id}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -5s   | eventually: '-5s'
            16m   | eventually: '16m' is too long; a run waits for a store for at most 15m
            often | eventually: 'often'
            20    | eventually: '20'
            """)
    void aStoreIsGivenNoTimeThatCannotBe(String eventually, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("s.yaml"), minimal("30s") + """
                ledger:
                  find: { http: "GET /frames/{id}", target: renderer }
                  eventually: %s
                """.formatted(eventually));
        assertThat(reader(PhaseOverrides.NONE).read(file, "s.yaml").violations())
                .extracting(Violation::message)
                .singleElement()
                .asString()
                .matches("s\\.yaml:\\d+:15: .*")
                .contains(message);
    }

    @Test
    void aStoreIsGivenItsTime() throws IOException {
        String ledger = """
                ledger: { find: { http: "GET /frames/{id}", target: renderer }%s }
                """;
        assertThat(read(minimal("30s") + ledger.formatted(", eventually: 20s"), PhaseOverrides.NONE)
                        .ledger()
                        .eventually())
                .isEqualTo(Duration.ofSeconds(20));
        assertThat(read(minimal("30s") + ledger.formatted(""), PhaseOverrides.NONE)
                        .ledger()
                        .eventually())
                .isZero();
    }

    @Test
    void takesStandardLengthsAndDefaults() throws IOException {
        Scenario scenario = read(minimal("30s"), PhaseOverrides.NONE);

        assertThat(scenario.title()).isEqualTo("s");
        assertThat(scenario.duration().warmup()).isEqualTo(Duration.ofSeconds(5));
        assertThat(scenario.duration().fault()).isEqualTo(Duration.ofSeconds(30));
        assertThat(scenario.faults().get(0).fault()).isEqualTo(new PodKill("1", Duration.ZERO));
        assertThat(scenario.loads().get(0).timeout()).isEqualTo(Load.DEFAULT_TIMEOUT);
    }

    @Test
    void readsProbes() throws IOException {
        Scenario scenario = read(minimal("30s") + """
                probes:
                  front: { http: "GET /healthz?deep=1", target: web }
                  depth: { http: /depth, target: api, every: 200ms, expect: 201, value: /a/0 }
                  pods: { kubernetes: ready, target: web, every: 500ms }
                  keys: { redis: "dbsize", target: store }
                  rate: { prometheus: 'sum(rate(x{a="b"}[1m]))', target: prom }
                  rows: { sql: select count(*) from frames, target: db }
                """, PhaseOverrides.NONE);
        assertThat(scenario.probes())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("location")
                .containsExactly(
                        new Probe(
                                "front",
                                new ProbeQuery.Http("/healthz?deep=1", "2xx", null),
                                "web",
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(1),
                                new Location("", 1, 1)),
                        new Probe(
                                "depth",
                                new ProbeQuery.Http("/depth", "201", "/a/0"),
                                "api",
                                Duration.ofMillis(200),
                                Duration.ofMillis(200),
                                new Location("", 1, 1)),
                        new Probe(
                                "pods",
                                new ProbeQuery.Kubernetes(),
                                "web",
                                Duration.ofMillis(500),
                                Duration.ofMillis(500),
                                new Location("", 1, 1)),
                        new Probe(
                                "keys",
                                new ProbeQuery.Redis("DBSIZE"),
                                "store",
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(1),
                                new Location("", 1, 1)),
                        new Probe(
                                "rate",
                                new ProbeQuery.Prometheus("sum(rate(x{a=\"b\"}[1m]))"),
                                "prom",
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(1),
                                new Location("", 1, 1)),
                        new Probe(
                                "rows",
                                new ProbeQuery.Sql("select count(*) from frames"),
                                "db",
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(1),
                                new Location("", 1, 1)));
    }

    @Test
    void wordsOfOldYamlStayWords() throws IOException {
        String text = minimal("30s").replace("load:", "tags: [on, no, 012, 1:30, ~x]\nload:");

        assertThat(read(text, PhaseOverrides.NONE).tags()).containsExactly("on", "no", "012", "1:30", "~x");
    }

    @Test
    void aClockMayBeBehindButNoFaultIsNegative() throws IOException {
        String text = """
                load: { http: { target: web, path: / }, rate: 100/s }
                duration: 30s
                faults:
                  - { name: ahead, type: time-travel, target: hosts, offset: 1h, blockNtp: true }
                  - { name: behind, type: time-travel, target: hosts, offset: -1m30s }
                steadyState: [error_rate < 1%]
                slo: [error_rate < 5%]
                """;
        Scenario scenario = read(text, PhaseOverrides.NONE);
        assertThat(scenario.faults())
                .extracting(step -> (Object) step.fault())
                .containsExactly(
                        new TimeTravel(Duration.ofHours(1), true), new TimeTravel(Duration.ofSeconds(-90), false));

        Path file = Files.writeString(folder.resolve("negative.yaml"), text.replace("offset: 1h", "offset: --1h"));
        assertThat(reader(PhaseOverrides.NONE).read(file, "negative.yaml").violations())
                .extracting(Violation::message)
                .singleElement()
                .asString()
                .contains("4:62: offset: '-1h' is no quantity");
        Files.writeString(
                file,
                text.replace(
                        "type: time-travel, target: hosts, offset: -1m30s", "type: latency, target: w, delay: -1s"));
        assertThat(reader(PhaseOverrides.NONE).read(file, "negative.yaml").violations())
                .extracting(Violation::message)
                .singleElement()
                .asString()
                .contains("delay: '-1s' is no quantity");
    }

    @Test
    void aBuildCanSetTheLengths() throws IOException {
        PhaseOverrides overrides = new PhaseOverrides(Map.of(Phase.FAULT, Duration.ofSeconds(7)));

        assertThat(read(minimal("30s"), overrides).duration().fault()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void aHugeFileIsNotRead() throws IOException {
        Path file = folder.resolve("huge.yaml");
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] block = "# nothing\n".repeat(100_000).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 100; i++) {
                out.write(block);
            }
        }

        assertThat(reader(PhaseOverrides.NONE).read(file, "huge.yaml").violations())
                .extracting(Violation::message)
                .containsExactly("huge.yaml:1:1: the file is larger than 1MiB; nothing of it was read");
    }

    @Test
    void headersTakeSecretsFromTheEnvironment() throws IOException {
        String text = minimal("30s").replace("path: /", "path: /, headers: { Authorization: \"Bearer {env.TOKEN}\" }");

        Profile.Http http =
                (Profile.Http) read(text, PhaseOverrides.NONE).loads().get(0).profile();

        assertThat(http.first().headers()).containsEntry("Authorization", "Bearer s3cret");
    }

    @Test
    void readsWhatARequestIsAndWhatItIsAnsweredBy() throws IOException {
        String text = minimal("30s")
                .replace(
                        "path: /",
                        "path: /, method: POST, basicAuth: { user: shop, password: \"{env.TOKEN}\" },"
                                + " body: '{\"id\":\"{id}\"}', expect: { status: [200, 3xx], json: { /state: ready, /n: 5 } }");

        Profile.Http http =
                (Profile.Http) read(text, PhaseOverrides.NONE).loads().get(0).profile();

        assertThat(http.login()).isEqualTo("shop:s3cret");
        assertThat(http.first().headers()).isEqualTo(Map.of("Content-Type", "application/json"));
        assertThat(http.first().expect())
                .isEqualTo(new ExpectedAnswer(List.of("200", "3xx"), Map.of("/state", "ready", "/n", "5")));
    }

    @Test
    void dataIsReadWithTheScenario() throws IOException {
        Files.writeString(folder.resolve("users.csv"), "name,note\nAnna,\"a\nb\"\n");
        String text = minimal("30s").replace("rate: 100/s", "rate: 100/s, data: users.csv");

        Load load = read(
                        text.replace("path: /", "path: '/a?n={data.name}', headers: { X: '{data.name}' }"),
                        PhaseOverrides.NONE)
                .loads()
                .get(0);

        assertThat(load.data()).isEqualTo("users.csv");
        Path file = Files.writeString(
                folder.resolve("s.yaml"),
                text.replace("path: /", "path: '/a?n={data.nmae}', headers: { X: '{data.nam}', Y: '{data.note}' }"));
        assertThat(reader(PhaseOverrides.NONE).read(file, "s.yaml").violations())
                .extracting(Violation::message)
                .satisfiesExactly(
                        one -> assertThat(one)
                                .isEqualTo(
                                        "s.yaml:1:42: unknown column 'nmae'; did you mean 'name'? Allowed: name, note"),
                        two -> assertThat(two).contains("nothing fills {data.nam}; did you mean 'data.name'?"),
                        three -> assertThat(three)
                                .contains("a value of the column 'note' has a line break; a header is one line"));
        Files.writeString(folder.resolve("users.csv"), "name,note\nAnna\n");
        assertThat(reader(PhaseOverrides.NONE).read(file, "s.yaml").violations())
                .extracting(Violation::message)
                .anySatisfy(one ->
                        assertThat(one).contains("data: users.csv:2:1: 1 value where the first line names 2 columns"));
    }

    /** Its requests are all alike, and whoever gave the file does not know. */
    @Test
    void dataThatNoRequestHasAValueOfAreRefused() throws IOException {
        Files.writeString(folder.resolve("users.csv"), "name\nAnna\n");
        Path file = Files.writeString(
                folder.resolve("s.yaml"), minimal("30s").replace("rate: 100/s", "rate: 100/s, data: users.csv"));

        assertThat(reader(PhaseOverrides.NONE).read(file, "s.yaml").violations())
                .extracting(Violation::message)
                .singleElement()
                .asString()
                .contains(
                        "no request has a value of this file; write {data.COLUMN} in a path, header, body or message");
    }

    @Test
    void readsSeveralKindsOfRequests() throws IOException {
        String text = minimal("30s")
                .replace(
                        "path: /",
                        "headers: { X-Team: shop, Accept: text/html }, requests: [ { name: search, weight: 6, path: /search },"
                                + " { name: buy, method: POST, path: '/orders/{id}', headers: { accept: '*/*' },"
                                + " body: '{\"id\":\"{id}\"}', expect: 201, id: /id } ]");

        Profile profile = read(text, PhaseOverrides.NONE).loads().get(0).profile();

        assertThat(profile.kinds())
                .containsExactly(
                        new HttpRequest(
                                "search",
                                6,
                                "GET",
                                "/search",
                                Map.of("X-Team", "shop", "Accept", "text/html"),
                                null,
                                ExpectedAnswer.status("2xx"),
                                null),
                        new HttpRequest(
                                "buy",
                                1,
                                "POST",
                                "/orders/{id}",
                                Map.of("X-Team", "shop", "accept", "*/*", "Content-Type", "application/json"),
                                "{\"id\":\"{id}\"}",
                                ExpectedAnswer.status("201"),
                                "/id"));
    }

    /** Who reads the scenario would not see where its rows come from. */
    @Test
    void aFileThatIsALinkOutOfTheFolderIsAMistake() throws IOException {
        Path outside = Files.writeString(folder.resolve("secret.csv"), "user\nann\n");
        Path project = Files.createDirectories(folder.resolve("project"));
        Path pack = Files.createDirectories(project.resolve("pack"));
        for (Path home : List.of(project, pack)) {
            Files.createSymbolicLink(home.resolve("users.csv"), outside);
            Files.writeString(home.resolve("own.csv"), "user\nann\n");
            Files.createSymbolicLink(home.resolve("within.csv"), home.resolve("own.csv"));
        }
        String text =
                minimal("30s").replace("path: /", "path: \"/{data.user}\"").replace("rate:", "data: FILE, rate:");
        ScenarioReader reader = new ScenarioReader(
                Kinds.found(FAULTS), new Placeholders(Map.of(), name -> null), PhaseOverrides.NONE, project);

        assertThat(mistakes(reader, project, text.replace("FILE", "users.csv")))
                .containsExactly("the file 'users.csv' is a link that leads out of the project; give the path of the"
                        + " file itself");
        assertThat(mistakes(reader, project, text.replace("FILE", "within.csv")))
                .isEmpty();
        assertThat(mistakes(reader.inPack("shared", pack), pack, text.replace("FILE", "users.csv")))
                .containsExactly(
                        "the file 'users.csv' is a link that leads out of the pack; a pack holds the file" + " itself");
        assertThat(mistakes(reader.inPack("shared", pack), pack, text.replace("FILE", "within.csv")))
                .isEmpty();
    }

    private static List<String> mistakes(ScenarioReader reader, Path folder, String text) throws IOException {
        Path file = Files.writeString(folder.resolve("s.yaml"), text);
        return reader.read(file, "s.yaml").violations().stream()
                .map(one -> one.message().replaceFirst("^s\\.yaml:\\d+:\\d+: ", ""))
                .toList();
    }

    /** Else the load would be none, and nobody would miss it. */
    @Test
    void anEmptyListOfStatusesIsAMistake() throws IOException {
        Path file = Files.writeString(
                folder.resolve("s.yaml"),
                minimal("30s").replace("path: /", "path: /, expect: { status: [], json: { /state: stored } }"));
        assertThat(reader(PhaseOverrides.NONE).read(file, "s.yaml").violations())
                .extracting(Violation::message)
                .containsExactly("s.yaml:1:57: 'status' is empty; give it a value, or remove it");
    }

    /** A place and more beside it, or a default, may be the password itself. */
    @ParameterizedTest
    @ValueSource(strings = {"{env.TOKEN", "{env.TOKEN:secret}", "secret{env.TOKEN}", "plain{env.NOPE:}"})
    void aPasswordIsOnePlaceAndNothingElse(String password) throws IOException {
        Path file = Files.writeString(
                folder.resolve("s.yaml"),
                minimal("30s")
                        .replace("path: /", "path: /, basicAuth: { user: shop, password: \"" + password + "\" }"));
        assertThat(reader(PhaseOverrides.NONE).read(file, "s.yaml").violations())
                .extracting(Violation::message)
                .anySatisfy(text -> assertThat(text).contains("a password does not belong in this file"));
    }

    /** An answer that echoes its request must not show them. */
    @Test
    void aLoadKnowsTheVariablesThatWereFilledIn() throws IOException {
        Load load = read(
                        minimal("30s").replace("path: /", "path: /, method: POST, body: '{\"login\":\"{env.TOKEN}\"}'"),
                        PhaseOverrides.NONE)
                .loads()
                .get(0);

        assertThat(load.variables()).containsExactly("s3cret");
        assertThat(load).asString().doesNotContain("variables");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            '{"id":"{id}"}'                                        | application/json
            '[1, "{id}"]'                                          | application/json
            'id={id}'                                              |
            '{id}'                                                 |
            '{"id":"{id}"'                                         |
            '{"id":1}', headers: { content-type: text/x-own }      | text/x-own
            """)
    void aJsonBodyHasItsContentType(String body, String type) throws IOException {
        String text = minimal("30s").replace("path: /", "path: /, method: POST, body: " + body);

        Profile.Http http =
                (Profile.Http) read(text, PhaseOverrides.NONE).loads().get(0).profile();

        assertThat(List.copyOf(http.first().headers().values())).isEqualTo(type == null ? List.of() : List.of(type));
    }

    @Test
    void readsHowAWebSocketIsOpened() throws IOException {
        String text = minimal("30s")
                .replaceFirst(
                        "http: \\{ target: web, path: / }",
                        "websocket: { target: web, path: /ws, headers: { X-Team: shop }, subprotocol: orders.v1,"
                                + " firstMessage: '{\"token\":\"{env.TOKEN}\"}', message: '{id}', answer: { id: /ack } }");

        Profile.WebSocket socket = (Profile.WebSocket)
                read(text, PhaseOverrides.NONE).loads().get(0).profile();

        assertThat(socket.opening())
                .isEqualTo(new Profile.Opening(Map.of("X-Team", "shop"), null, "orders.v1", "{\"token\":\"s3cret\"}"));
        assertThat(socket.opening().words()).containsExactly("s3cret");
    }

    @Test
    void aScriptThatIsNotThereIsTold() throws IOException {
        Path file = Files.writeString(
                folder.resolve("s.yaml"), minimal("30s").replace("load: {", "load: { script: none.js,"));

        assertThat(reader(PhaseOverrides.NONE).read(file, "s.yaml").violations())
                .extracting(Violation::message)
                .containsExactly("s.yaml:1:17: there is no script 'none.js'; give its path relative to the project");
    }

    private static final String SCRIPT_ALONE = """
            load:
              script: load.js
              target: web
              environment: { API_TOKEN: "{env.TOKEN}" }
            duration: 30s
            fault: { type: pod-kill, target: web }
            steadyState: [fraction(http_req_failed) < 2%]
            slo: [fraction(http_req_failed) < 5%]
            """;

    @Test
    void aScriptAloneTakesVariables() throws IOException {
        Files.createFile(folder.resolve("load.js"));

        Profile.ByScript script = (Profile.ByScript)
                read(SCRIPT_ALONE, PhaseOverrides.NONE).loads().get(0).profile();

        assertThat(script.environment()).containsExactly(Map.entry("API_TOKEN", "s3cret"));
        assertThat(script.toString()).doesNotContain("s3cret");
    }

    @Test
    void variablesThatTheRunSetsAndThoseThatAreNoneAreRefused() throws IOException {
        Files.createFile(folder.resolve("load.js"));
        Path file = Files.writeString(
                folder.resolve("s.yaml"),
                SCRIPT_ALONE.replace("API_TOKEN: \"{env.TOKEN}\"", "K6_VUS: 1, a-b: x, OK: \"{env.NOT_SET}\""));

        assertThat(reader(PhaseOverrides.NONE).read(file, "s.yaml").violations())
                .extracting(Violation::message)
                .satisfiesExactly(
                        ours -> assertThat(ours).startsWith("s.yaml:4:26: the run sets K6_VUS itself"),
                        none -> assertThat(none).contains("'a-b' is no name of a variable"),
                        unset -> assertThat(unset).contains("the environment variable NOT_SET is not set"));
    }

    @Test
    void mergeKeysAreCarriedOut() throws IOException {
        Scenario scenario = read("""
                load:
                  - &one
                    name: one
                    http: { target: web, path: / }
                    rate: 100/s
                    timeout: 3 s
                  - <<: *one
                    name: two
                    rate: 200/s
                  - <<: [{ name: three }, *one]
                duration: { baseline: 30 s, fault: 1 m }
                fault: { type: pod-kill, target: web }
                steadyState: [p95(latency) < 300 ms in every 10 s]
                slo: [error_rate < 5 % during fault]
                """, PhaseOverrides.NONE);

        assertThat(scenario.loads())
                .extracting(load ->
                        load.name() + " " + ((ArrivalModel.Open) load.arrivals()).perSecond() + " " + load.timeout())
                .containsExactly("one 100.0 PT3S", "two 200.0 PT3S", "three 100.0 PT3S");
        assertThat(scenario.steadyState().get(0).span()).isEqualTo(new WindowRule.Every(Duration.ofSeconds(10)));
    }

    @Test
    void whatCannotBeMergedAndABackslashBeforeASlashAreToldWithWhatToWrite() throws IOException {
        Path merge = Files.writeString(folder.resolve("m.yaml"), "<<: 5\n" + minimal("30s"));
        assertThat(reader(PhaseOverrides.NONE).read(merge, "m.yaml").violations())
                .extracting(Violation::message)
                .containsExactly("m.yaml:1:5: << takes the keys of a mapping, and this is none; write <<: *name, where"
                        + " &name stands before a mapping");

        Path slash =
                Files.writeString(folder.resolve("b.yaml"), minimal("30s").replace("path: /", "path: \"\\/orders\""));
        assertThat(reader(PhaseOverrides.NONE).read(slash, "b.yaml").violations())
                .singleElement()
                .extracting(Violation::message)
                .asString()
                .contains("a slash needs no backslash: write / for \\/");
    }

    private static String minimal(String duration) {
        return """
                load: { http: { target: web, path: / }, rate: 100/s }
                duration: %s
                fault: { type: pod-kill, target: web }
                steadyState: [error_rate < 2%%]
                slo: [error_rate < 5%%]
                """.formatted(duration);
    }

    private Scenario read(String text, PhaseOverrides overrides) throws IOException {
        Path file = Files.writeString(folder.resolve("s.yaml"), text);
        Validated<Scenario> read = reader(overrides).read(file, "s.yaml");
        assertThat(read.violations()).extracting(Violation::message).isEqualTo(List.of());
        return read.get();
    }

    private ScenarioReader reader(PhaseOverrides overrides) {
        Map<String, String> variables = Map.of("TOKEN", "s3cret");
        return new ScenarioReader(Kinds.found(FAULTS), new Placeholders(Map.of(), variables::get), overrides, folder);
    }
}
