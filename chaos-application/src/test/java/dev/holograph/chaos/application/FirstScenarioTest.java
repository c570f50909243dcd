package dev.holograph.chaos.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.application.init.ProjectModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is guessed of projects of several styles; all that is written is read by the real readers. */
class FirstScenarioTest {

    private static final String STARTERS = "org.springframework.boot:spring-boot-starter-";
    private static final String CONTROLLER = """
            package example;
            @RestController
            @RequestMapping("/books")
            class Books {
                @GetMapping("/{isbn}")
                Book one(@PathVariable String isbn) { return null; }
                @GetMapping("/all")
                List<Book> all() { return List.of(); }
            }
            """;

    @TempDir
    private Path root;

    private final LogLines log = new LogLines();

    private void file(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private String text(String name) throws IOException {
        return Files.readString(root.resolve(name));
    }

    private ProjectModule module(String folder, Set<String> dependencies, Set<String> plugins, String mainClass) {
        Path at = root.resolve(folder).normalize();
        return new ProjectModule(
                at,
                "book-shop",
                at.resolve("target/shop.jar"),
                at.resolve("target/classes"),
                dependencies,
                plugins,
                mainClass);
    }

    private ProjectModule spring(String folder) {
        return module(
                folder,
                Set.of(STARTERS + "web", STARTERS + "actuator"),
                Set.of("org.springframework.boot:spring-boot-maven-plugin"),
                null);
    }

    private ChaosApplication application(Path at) {
        Workspace workspace = new Workspace(
                at, at.resolve("scenarios"), at.resolve("environments"), at.resolve("target/chaos"), Map.of());
        return new ChaosApplication(
                new Build(
                        workspace,
                        at,
                        root.resolve("state"),
                        Map.of(),
                        (variable, server) -> Optional.empty(),
                        List.of(),
                        Map.of(),
                        coordinates -> Path.of(coordinates),
                        Instant.EPOCH,
                        new HashSet<>(),
                        false,
                        false,
                        (folder, parameter) -> "",
                        log),
                new Choices(
                        new Selectors(null, null, null, null, null, null, new Properties()),
                        "local",
                        Map.of(),
                        null,
                        null,
                        null));
    }

    private void initialize(ProjectModule... modules) throws Exception {
        application(root).init(List.of(modules), "1.2.3");
    }

    private String said() {
        return String.join("\n", log.lines);
    }

    /** A health check may answer while no user is served. */
    @Test
    void whereOnlyTheHealthCheckCanBeAskedForItSaysSo() throws Exception {
        file("pom.xml", "<project/>");
        String words = "`path: /actuator/health` of the load, which is the health check";
        initialize(spring("."));
        assertThat(said()).contains(words);
        log.lines.clear();
        Files.delete(root.resolve("scenarios/slow-answers.yaml"));
        file("src/main/java/example/Books.java", CONTROLLER);
        initialize(spring("."));
        assertThat(said()).contains("request: GET /books/all").doesNotContain(words);
    }

    @Test
    void ofSpringBootItTakesTheDatabaseOfAProfile() throws Exception {
        file("pom.xml", "<project/>");
        file("src/main/java/example/Books.java", CONTROLLER);
        file("src/main/resources/application.yml", "server:\n  port: 8081\nspring:\n  application: { name: x }\n");
        file("src/main/resources/application-dev.yml", """
                spring:
                  datasource:
                    # where it is
                    url: jdbc:postgresql://${DB_HOST:localhost}:5433/books?ssl=false
                    password: ${DB_PASSWORD}
                """);

        initialize(spring("."));

        assertThat(text("environments/local.yaml"))
                .contains("command: [java, -jar, target/shop.jar]")
                .contains("SPRING_PROFILES_ACTIVE: dev")
                .contains("SPRING_DATASOURCE_URL: 'jdbc:postgresql://{database.proxied}/books?ssl=false'")
                .contains("DB_PASSWORD: '{env.DB_PASSWORD:}'")
                .contains("ready: 'http://{address}/actuator/health'")
                .contains("database: { url: 'tcp://127.0.0.1:5433', through: proxy }");
        assertThat(text("scenarios/slow-database.yaml"))
                .contains("path: '/books/all'")
                .contains("target: database");
        assertThat(said())
                .contains("src/main/resources/application-dev.yml:4", "src/main/java/example/Books.java:7")
                .contains("application.yml:2 says 8081", "<version>1.2.3</version>", "set DB_PASSWORD");
        application(root).validate();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yml", "properties"})
    void aProfileMayBeADocumentOfTheOneFile(String kind) throws Exception {
        file("pom.xml", "<project/>");
        file("src/main/java/example/Books.java", CONTROLLER);
        file("src/main/resources/application." + kind, kind.equals("yml") ? """
                ---
                spring:
                  application: { name: x }
                ---
                spring:
                  config.activate.on-profile: "prod"
                  datasource:
                    url: jdbc:postgresql://db.example/books
                ---
                spring:
                  config:
                    activate:
                      on-profile: dev, test-bed
                  datasource:
                    url: jdbc:postgresql://localhost:5433/books
                ---
                spring:
                  config.activate.on-profile: "!dev & !prod"
                  datasource:
                    url: jdbc:postgresql://localhost:5434/other
                """ : """
                spring.application.name=x
                #---
                spring.config.activate.on-profile=prod
                spring.datasource.url=jdbc:postgresql://db.example/books
                #---
                spring.config.activate.on-profile=dev
                spring.datasource.url=jdbc:postgresql://localhost:5433/books
                """);

        initialize(spring("."));

        if (kind.equals("yml")) { // two profiles name it: which is meant, nobody knows
            assertThat(text("environments/local.yaml")).doesNotContain("SPRING_PROFILES_ACTIVE");
            file(
                    "src/main/resources/application.yml",
                    text("src/main/resources/application.yml").replace(", test-bed", ""));
            Files.delete(root.resolve("environments/local.yaml"));
            Files.delete(root.resolve("scenarios/slow-answers.yaml"));
            initialize(spring("."));
        }
        assertThat(text("environments/local.yaml"))
                .contains("SPRING_PROFILES_ACTIVE: dev")
                .contains("database: { url: 'tcp://127.0.0.1:5433', through: proxy }");
    }

    @Test
    void ofSpringBootInKotlinItTakesThePageAndNoCertificate() throws Exception {
        file("pom.xml", "<project/>");
        file("src/main/kotlin/example/Books.kt", """
                @RestController
                @RequestMapping("/books")
                class Books {
                    @GetMapping("/all")
                    fun all(): List<Book> = emptyList()
                }
                """);
        file("src/main/resources/application.yml", "server:\n  ssl:\n    key-store: classpath:shop.p12\n");

        initialize(spring("."));

        assertThat(text("scenarios/slow-answers.yaml")).contains("path: '/books/all'");
        assertThat(text("environments/local.yaml")).contains("SERVER_SSL_ENABLED: 'false'");
        assertThat(said())
                .contains("TLS: off for the run, by SERVER_SSL_ENABLED (src/main/resources/application.yml:3)");
        application(root).validate();
    }

    @Test
    void theImageOfAComposeFileIsNamedAsItIs() throws Exception {
        file("pom.xml", "<project/>");
        file("compose.yaml", "services:\n  redis: { image: \"redis:7\", ports: [\"6379:6379\"] }\n");

        initialize(spring("."));

        assertThat(said()).contains("Compose file: redis:7 (compose.yaml:2)");
    }

    @Test
    void aDatabaseElsewhereOrASecretInAUrlIsLeftAlone() throws Exception {
        file("pom.xml", "<project/>");
        file("src/main/resources/application.properties", """
                spring.datasource.url=jdbc:postgresql://db.example/books
                """);
        initialize(spring("."));
        assertThat(text("environments/local.yaml")).doesNotContain("database", "db.example");
        assertThat(said()).contains("application.properties:1: the database is left alone");
        application(root).validate();

        Files.delete(root.resolve("environments/local.yaml"));
        Files.delete(root.resolve("scenarios/slow-answers.yaml"));
        file("src/main/resources/application.properties", """
                spring.datasource.url=jdbc:postgresql://localhost/books?user=a&password=hunter2
                """);
        initialize(spring("."));
        assertThat(text("environments/local.yaml") + said()).doesNotContain("hunter2");
        assertThat(said()).contains("its URL holds a secret");
        application(root).validate();
    }

    @Test
    void ofQuarkusItTakesTheFastJar() throws Exception {
        file("pom.xml", "<project/>");
        initialize(module(
                ".",
                Set.of("io.quarkus:quarkus-smallrye-health"),
                Set.of("io.quarkus.platform:quarkus-maven-plugin"),
                null));
        assertThat(text("environments/local.yaml"))
                .contains("target/quarkus-app/quarkus-run.jar", "QUARKUS_HTTP_PORT: '{port}'", "/q/health/ready");
        application(root).validate();
    }

    @Test
    void ofAPlainServerItFindsOutHowItIsToldItsPort() throws Exception {
        file("pom.xml", "<project/>");
        String server = """
                package app;
                class Main {
                    public static void main(String[] args) throws Exception {
                        HttpServer server = HttpServer.create(new InetSocketAddress(%s), 0);
                        server.createContext("/hello", exchange -> {});
                    }
                }
                """;
        Map<String, String> ways = Map.of(
                "Integer.parseInt(System.getenv().getOrDefault(\"HTTP_PORT\", \"80\"))", "HTTP_PORT: '{port}'",
                "Integer.getInteger(\"server.port\", 80)",
                        "[java, '-Dserver.port={port}', -cp, target/classes, app.Main]",
                "Integer.parseInt(args[0])", "[java, -cp, target/classes, app.Main, '{port}']",
                "9123", "port: 9123");
        for (Map.Entry<String, String> way : ways.entrySet()) {
            file("src/main/java/app/Main.java", server.formatted(way.getKey()));
            Files.deleteIfExists(root.resolve("environments/local.yaml"));
            Files.deleteIfExists(root.resolve("scenarios/slow-answers.yaml"));
            initialize(module(".", Set.of(), Set.of(), null));
            assertThat(text("environments/local.yaml")).contains(way.getValue());
            assertThat(text("scenarios/slow-answers.yaml")).contains("'/hello'");
            application(root).validate();
        }
    }

    @Test
    void ofSeveralModulesItTakesTheOneThatRuns() throws Exception {
        file("pom.xml", "<project/>");
        file("lib/pom.xml", "<project/>");
        file("web/pom.xml", "<project/>");
        file("web/src/main/java/Books.java", CONTROLLER);
        initialize(module("lib", Set.of(), Set.of(), null), spring("web"));
        assertThat(root.resolve("web/.chaos/schemas/scenario.schema.json")).exists();
        assertThat(text("web/environments/local.yaml")).contains("[java, -jar, target/shop.jar]");
        assertThat(root.resolve("scenarios")).doesNotExist();
        assertThat(said())
                .contains(
                        "in web,",
                        "(web/src/main/java/Books.java:7)",
                        "<plugins> of web/pom.xml",
                        "-pl web -am package");
        application(root.resolve("web")).validate();
    }

    @Test
    void ofAScriptAloneItTakesTheAddressOnThisMachine() throws Exception {
        file("load/test.js", """
                import http from 'k6/http';
                export default () => http.get('http://localhost:3000/x');
                """);
        initialize();
        assertThat(text("environments/local.yaml")).contains("{ url: 'http://127.0.0.1:3000', through: proxy }");
        assertThat(text("scenarios/slow-answers.yaml")).contains("script: load/test.js");
        assertThat(said()).contains("no pom.xml here", "change load/test.js:2", "at least 55 s");
        application(root).validate();
    }

    @Test
    void filesThatAreThereAreKept() throws Exception {
        file("pom.xml", "<project/>");
        file("environments/local.yaml", "title: mine\n");
        initialize(spring("."));
        assertThat(text("environments/local.yaml")).isEqualTo("title: mine\n");
        assertThat(root.resolve("scenarios")).doesNotExist();
        assertThat(said()).contains("Kept environments/local.yaml", "Wrote no scenario");

        Files.delete(root.resolve("environments/local.yaml"));
        initialize(spring("."));
        file("scenarios/slow-answers.yaml", "title: mine too\n");
        initialize(spring("."));
        assertThat(text("scenarios/slow-answers.yaml")).isEqualTo("title: mine too\n");
    }

    @Test
    void aProjectWithNothingToRunGetsNoFile() throws Exception {
        file("pom.xml", "<project/>");
        assertThatThrownBy(() -> initialize(module(".", Set.of(), Set.of(), null)))
                .isInstanceOf(ChaosException.class)
                .hasMessageContaining("found no application to start");
        try (var files = Files.list(root)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("pom.xml");
        }
    }
}
