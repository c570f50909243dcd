package dev.holograph.chaos.adapters.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.Environment.DriverChoice;
import dev.holograph.chaos.plan.Guard;
import dev.holograph.chaos.plan.HostsTarget;
import dev.holograph.chaos.plan.LoadRunners;
import dev.holograph.chaos.plan.Restart;
import dev.holograph.chaos.plan.ServiceSpec;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.Tls;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Validated;
import dev.holograph.chaos.scenario.Violation;
import dev.holograph.chaos.spi.Kinds;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentReaderTest {

    @TempDir
    private Path folder;

    static Stream<Path> bad() throws IOException, URISyntaxException {
        Path bad = Path.of(EnvironmentReaderTest.class
                .getResource("/yaml/bad-environments")
                .toURI());
        try (Stream<Path> files = Files.list(bad)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        }
    }

    /** Beside each bad file stands, as text, all that is to be said about it. */
    @ParameterizedTest
    @MethodSource("bad")
    void tellsAllMistakesOfABadFile(Path file) throws IOException {
        Validated<Environment> read = reader().read(file, "bad.yaml");
        String told = read.violations().stream().map(Violation::message).collect(Collectors.joining("\n")) + "\n";
        Path expected = file.resolveSibling(file.getFileName().toString().replace(".yaml", ".txt"));
        assertThat(read.isValid()).isFalse();
        assertThat(told).isEqualTo(Files.readString(expected).replace("\r\n", "\n"));
    }

    @Test
    void readsAnEnvironmentWhole() throws IOException {
        Environment environment = read("""
                title: Here
                services:
                  redis: { type: redis, port: 6380 }
                  renderer:
                    artifact: dev.example:renderer:{project.version}
                    environment: { PORT: "{port}", REDIS_URL: "redis://{redis.proxied}", LEVEL: "{env.LEVEL:info}" }
                    ready: "http://{address}/readyz"
                    readyWithin: 1m
                    restart: always
                  web: { command: [java, -jar, app.jar, "--port={port}"] }
                targets:
                  renderer: { service: renderer, through: proxy }
                  web: { service: web }
                  other: { url: "http://127.0.0.1:8080" }
                drivers: { latency: proxy, load: k6 }
                """);

        assertThat(environment.name()).isEqualTo("e");
        assertThat(environment.title()).isEqualTo("Here");
        assertThat(environment.services())
                .extracting(ServiceSpec::name)
                .as("in the order of the file")
                .containsExactly("redis", "renderer", "web");
        ServiceSpec redis = environment.services().get(0);
        assertThat(redis.kind()).isEqualTo(new ServiceSpec.Kind.Redis());
        assertThat(redis.port()).isEqualTo(6380);
        assertThat(redis.restart()).isEqualTo(Restart.NEVER);
        ServiceSpec renderer = environment.services().get(1);
        assertThat(renderer.kind()).isEqualTo(new ServiceSpec.Kind.Artifact("dev.example:renderer:1.5"));
        assertThat(renderer.environment())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("PORT", "{port}", "REDIS_URL", "redis://{redis.proxied}", "LEVEL", "info"));
        assertThat(renderer.readyWithin()).isEqualTo(Duration.ofMinutes(1));
        assertThat(renderer.restart()).isEqualTo(Restart.ALWAYS);
        assertThat(environment.services().get(2).kind())
                .isEqualTo(new ServiceSpec.Kind.Command(List.of("java", "-jar", "app.jar", "--port={port}")));
        assertThat(environment.targets().get("renderer").throughProxy()).isTrue();
        assertThat(environment.targets().get("web").throughProxy()).isFalse();
        assertThat(environment.targets().get("other"))
                .extracting(TargetSpec::service, TargetSpec::url)
                .containsExactly(null, "http://127.0.0.1:8080");
        assertThat(environment.drivers().get("latency"))
                .extracting(DriverChoice::driver)
                .isEqualTo("proxy");
        assertThat(environment.loadDriver()).isEqualTo("k6");
    }

    @Test
    void whatIsNotSaidHasADefault() throws IOException {
        Environment environment = read("targets: { web: { url: 'http://127.0.0.1:8080' } }");

        assertThat(environment.title()).isEqualTo("e");
        assertThat(environment.services()).isEmpty();
        assertThat(environment.drivers()).isEmpty();
        assertThat(environment.loadDriver()).isEqualTo(Environment.AUTO);
    }

    @Test
    void aBuildsVariableMayLoosenTheGuardWhereTheFileSaysSo() throws IOException {
        String text = """
                guard: { kubeContext: kind, namespaces: [shop-test], lastReadyPod: "{env.LAST_READY_POD:refuse}" }
                targets: { web: { kubernetes: { namespace: shop-test, selector: app=web } } }
                """;

        assertThat(Objects.requireNonNull(read(text).guard()).lastReadyPod()).isFalse();
        assertThat(Objects.requireNonNull(read(text, reader(Map.of("LAST_READY_POD", "allow")))
                                .guard())
                        .lastReadyPod())
                .isTrue();
        Path file = Files.writeString(folder.resolve("e.yaml"), text);
        assertThat(reader(Map.of("LAST_READY_POD", "yes")).read(file, "e.yaml").violations())
                .extracting(Violation::message)
                .containsExactly("e.yaml:1:69: unknown value for lastReadyPod 'yes'; allowed: allow, refuse");
    }

    @Test
    void theGuardListsHostsOfUrls() throws IOException {
        String text = """
                guard: { hosts: [shop.example, "{env.DB:db.example:5432}", "[2001:db8::1]:80", "jdbc:orders"%s] }
                targets: { web: { url: "http://shop.example:80" } }
                """;

        assertThat(Objects.requireNonNull(read(text.formatted("")).guard()).urlHosts())
                .containsExactly("shop.example", "db.example:5432", "[2001:db8::1]:80", "jdbc:orders");
        Path file = Files.writeString(
                folder.resolve("e.yaml"), text.formatted(", '*.example', 'http://shop.example', 'a b'"));
        assertThat(reader().read(file, "e.yaml").violations())
                .extracting(Violation::message)
                .hasSize(3)
                .allMatch(message -> message.contains("is no host; name each by itself, as shop.example or"));
    }

    @Test
    void aBuildsVariableMayMoveTheWindowWhereTheFileSaysSo() throws IOException {
        String text = """
                guard:
                  window: { days: ["{env.DAY:Fri}"], from: "{env.FROM:02:00}", to: "{env.TO:05:00}", zone: "{env.ZONE:UTC}" }
                targets: { web: { url: "http://127.0.0.1:1" } }
                """;

        assertThat(Objects.requireNonNull(read(text).guard()).window()).hasToString("Fri 02:00 to 05:00 UTC");
        assertThat(Objects.requireNonNull(read(
                                        text,
                                        reader(Map.of(
                                                "DAY", "Mon", "FROM", "10:00", "TO", "11:30", "ZONE", "Asia/Tokyo")))
                                .guard())
                        .window())
                .hasToString("Mon 10:00 to 11:30 Asia/Tokyo");
        Path file = Files.writeString(folder.resolve("e.yaml"), text);
        assertThat(reader(Map.of("DAY", "Freitag", "FROM", "noon", "ZONE", "here"))
                        .read(file, "e.yaml")
                        .violations())
                .extracting(Violation::message)
                .containsExactly(
                        "e.yaml:2:21: unknown value for days 'Freitag'; allowed: Fri, Mon, Sat, Sun, Thu, Tue, Wed",
                        "e.yaml:2:45: from: 'noon' is no time of day; write \"02:00\"",
                        "e.yaml:2:93: zone: 'here' is no time zone; write UTC or Europe/Paris");
    }

    @Test
    void aDatabaseThatRunsAlreadyAndOneOfTheRunStandBehindTheProxy() throws IOException {
        Environment environment = read("""
                services:
                  db: { command: [postgres], environment: { PORT: "{port}" } }
                  shop: { command: [shop], environment: { DB: "{stock.proxied}", OTHER: "{orders.proxied}" } }
                targets:
                  stock: { url: "jdbc:postgresql://127.0.0.1:5432/stock", through: proxy, port: 15432 }
                  orders: { url: "jdbc:postgresql://{db.address}/orders?user=chaos", through: proxy }
                  cache: { url: "redis://127.0.0.1:6379", through: proxy, port: 16379 }
                """);

        assertThat(environment.targets().get("stock"))
                .extracting(TargetSpec::throughProxy, TargetSpec::proxyPort)
                .containsExactly(true, 15_432);
        assertThat(environment.targets().get("orders"))
                .extracting(TargetSpec::url, TargetSpec::proxyPort)
                .containsExactly("jdbc:postgresql://{db.address}/orders?user=chaos", null);
        assertThat(environment.services().get(1).environment()).containsEntry("DB", "{stock.proxied}");
    }

    @Test
    void hostsAreTagsAndSoIsWhatTheGuardAllows() throws IOException {
        Environment environment = read("""
                guard: { gremlinHosts: { role: chaos }, maxHosts: 2 }
                targets: { clocks: { gremlin: { hosts: { role: chaos, zone: "{env.ZONE:b}" } } } }
                """);

        assertThat(environment.targets().get("clocks"))
                .extracting(TargetSpec::hosts, TargetSpec::url, TargetSpec::kubernetes)
                .containsExactly(new HostsTarget(Map.of("role", "chaos", "zone", "b")), null, null);
        assertThat(environment.guard())
                .extracting(Guard::hosts, Guard::maxHosts)
                .containsExactly(Map.of("role", "chaos"), 2);
        Guard silent = read("guard: { kubeContext: kind }\ntargets: { web: { url: 'http://127.0.0.1:80' } }")
                .guard();
        assertThat(silent).extracting(Guard::hosts, Guard::maxHosts).containsExactly(Map.of(), 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kind | '*'             | app=web   | 1:45: '*' is no namespace; name each by itself",
                "kind | shop_test       | app=web   | 1:45: 'shop_test' is no namespace",
                "kind | ''              | app=web   | 1:45: 'namespaces' is empty",
                "' '  | shop            | app=web   | 1:24: 'kubeContext' is empty; give it a value",
                "kind | shop            | ' '       | 4:47: an empty selector takes every pod",
                "kind | shop            | app=web,  | 4:47: '' is no condition on labels; write app=web",
                "kind | shop            | app:web   | 4:47: 'app:web' is no condition on labels",
                "kind | shop            | app=*     | 4:47: 'app=*' is no condition on labels",
                "kind | shop            | app in web| 4:47: 'app in web' is no condition on labels",
                "kind | shop            | app in (a | 4:47: 'app in (a' is no condition on labels",
                "kind | shop            | 'a=b c=d' | 4:47: 'a=b c=d' is no condition on labels",
                "kind | shop            | pr\u043Ed=x | 4:47: 'pr\u043Ed=x' is no condition on labels"
            })
    void whatNoClusterKnowsIsAMistakeWithItsPlace(String context, String namespace, String selector, String message)
            throws IOException {
        String text = """
                guard: { kubeContext: "%s", namespaces: ["%s"] }
                targets:
                  web:
                    kubernetes: { namespace: shop, selector: "%s" }
                """.formatted(context, namespace, selector);
        Path file = Files.writeString(folder.resolve("e.yaml"), text);
        assertThat(reader().read(file, "e.yaml").violations())
                .extracting(Violation::message)
                .singleElement()
                .asString()
                .startsWith("e.yaml:" + message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app=web",
                "app == web , tier!=test",
                "app",
                "!app",
                "app in (web, shop),tier notin (test)",
                "app.kubernetes.io/name=web",
                "app=",
                "size>3"
            })
    void whatKubectlUnderstandsIsASelector(String selector) throws IOException {
        TargetSpec target = read("""
                        guard: { kubeContext: kind, namespaces: [shop] }
                        targets:
                          web: { kubernetes: { namespace: shop, selector: "%s" } }
                        """.formatted(selector)).targets().get("web");
        assertThat(Objects.requireNonNull(Objects.requireNonNull(target).kubernetes())
                        .selector())
                .isEqualTo(selector);
    }

    @Test
    void whatIsAllowedKnowsItsPlace() throws IOException {
        Guard guard = read("""
                        guard:
                          allow: [redis-flush, redis-memory]
                        targets: { web: { url: "http://127.0.0.1:80" } }
                        """).guard();
        assertThat(Objects.requireNonNull(guard).allow()).containsEntry("redis-memory", new Location("e.yaml", 2, 24));
    }

    private Environment read(String text) throws IOException {
        return read(text, reader());
    }

    @Test
    void aTargetSaysHowTlsIsChecked() throws IOException {
        Environment environment = read("""
                targets:
                  shop: { url: "https://localhost", trust: "{env.CA}", certificate: c.pem, key: c.key }
                  cart: { url: "wss://localhost/cart", insecure: true }
                """, reader(Map.of("CA", "certificates/ca.pem")));

        Tls shop = environment.targets().get("shop").tls();
        assertThat(String.valueOf(shop.trust())).isEqualTo("certificates/ca.pem");
        assertThat(String.valueOf(shop.key())).isEqualTo("c.key");
        assertThat(shop.insecure()).isFalse();
        assertThat(environment.unchecked()).extracting(TargetSpec::name).containsExactly("cart");
    }

    @Test
    void keysOfTlsNeedAUrlThatAsksForIt() throws IOException {
        assertThat(mistakes("""
                targets:
                  shop: { url: "http://localhost", trust: ca.pem, insecure: true }
                  db: { url: "jdbc:postgresql://localhost/db", trust: ca.pem }
                  cart: { url: "https://localhost", certificate: c.pem }
                  bank: { url: "https://localhost", key: c.key }
                  till: { url: "https://localhost", trust: ca.pem, insecure: true }
                """))
                .hasSize(5)
                .anySatisfy(one -> assertThat(one)
                        .contains("e.yaml:2:", "trust: and insecure: is for TLS", "https, wss or rediss"))
                .anySatisfy(one -> assertThat(one).contains("e.yaml:3:", "sslmode=verify-full"))
                .anySatisfy(one -> assertThat(one).contains("e.yaml:4:", "add key:"))
                .anySatisfy(one -> assertThat(one).contains("e.yaml:5:", "add certificate:"))
                .anySatisfy(one -> assertThat(one).contains("e.yaml:6:", "remove one of the two"));
    }

    @Test
    void aServiceMayStandBehindAnother() throws IOException {
        TargetSpec target = read("""
                services: { app: { type: redis }, front: { type: redis } }
                targets: { shop: { service: app, url: "https://{front.address}" } }
                """).targets().get("shop");
        assertThat(target.service()).isEqualTo("app");
        assertThat(target.url()).isEqualTo("https://{front.address}");

        assertThat(mistakes("""
                services: { app: { type: redis } }
                targets: { shop: { service: app, url: "https://localhost" } }
                """))
                .singleElement()
                .asString()
                .contains("names the service of the run that stands before it");
    }

    private List<String> mistakes(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("e.yaml"), text);
        return reader().read(file, "e.yaml").violations().stream()
                .map(Violation::message)
                .toList();
    }

    private Environment read(String text, EnvironmentReader reader) throws IOException {
        Path file = Files.writeString(folder.resolve("e.yaml"), text);
        Validated<Environment> read = reader.read(file, "e.yaml");
        assertThat(read.violations()).extracting(Violation::message).isEqualTo(List.of());
        return read.get();
    }

    private static EnvironmentReader reader() {
        return reader(Map.of());
    }

    private static EnvironmentReader reader(Map<String, String> variables) {
        return new EnvironmentReader(
                Kinds.found(Map.of()), new Placeholders(Map.of("project.version", "1.5"), variables::get));
    }

    @Test
    void readsTheRunnersOfALoad() throws IOException {
        Environment environment = read("""
                guard: { kubeContext: staging, namespaces: [load-test], maxRunners: 8 }
                targets: { shop: { url: "https://shop.example" } }
                k6Operator:
                  runners: 4
                  image: grafana/k6:2.2.0
                  starterImage: ghcr.io/grafana/k6-operator:v1.5.0-starter
                  cpu: 500m
                  memory: 512Mi
                  separate: true
                drivers: { load: k6-operator }
                """);
        assertThat(environment.runners())
                .isEqualTo(new LoadRunners(
                        "load-test",
                        4,
                        "grafana/k6:2.2.0",
                        "ghcr.io/grafana/k6-operator:v1.5.0-starter",
                        "IfNotPresent",
                        "500m",
                        "512Mi",
                        true,
                        environment.runners().location()));
        assertThat(environment.guard().maxRunners()).isEqualTo(8);
        assertThat(environment.loadDriver()).isEqualTo(LoadRunners.ENGINE);
    }
}
