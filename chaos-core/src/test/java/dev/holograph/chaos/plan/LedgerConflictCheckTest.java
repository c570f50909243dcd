package dev.holograph.chaos.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.plan.Environment.DriverChoice;
import dev.holograph.chaos.scenario.Ledger;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.scenario.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LedgerConflictCheckTest {

    private static final Location PLACE = new Location("scenarios/flush.yaml", 12, 3);

    /** The fault of the scenario is on the target {@code renderer}. */
    @ParameterizedTest
    @CsvSource({
        "renderer, true",
        "same-service, true",
        "same-address, true",
        "other-address, false",
        "database-there, true",
        "database-elsewhere, false",
    })
    void aStoreThatAFaultHitsIsNotRead(String store, boolean refused) {
        Environment environment = environment(
                store.equals("same-service")
                        ? target("renderer", "redis", null)
                        : target("renderer", null, "tcp://127.0.0.1:6390"));
        Ledger.Find find = store.startsWith("database")
                ? new Ledger.Sql("select id from frames where id in ({ids})", store)
                : new Ledger.Redis("frame:{id}", store);

        Optional<Violation> wrong = LedgerConflictCheck.read(scenario(find, false), environment);

        assertThat(wrong.isPresent()).isEqualTo(refused);
        wrong.ifPresent(violation -> assertThat(violation.at()).isEqualTo(PLACE));
        wrong.ifPresent(violation -> assertThat(violation.message())
                .contains("the ledger reads '" + store + "', the very store that the fault 'slow' hits")
                .contains("allowFaultedStore: true"));
        assertThat(LedgerConflictCheck.read(scenario(find, true), environment)).isEmpty();
    }

    /** One database has many names: a service, its place in a URL, its fixed port, its proxy, and the loopback's names. */
    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://{redis.address}/frames, true",
        "jdbc:postgresql://{other.address}/frames, false",
        "jdbc:postgresql://localhost:5400/frames, true",
        "jdbc:postgresql://127.0.0.1:15432/frames, true",
        "jdbc:postgresql://127.0.0.1:5401/frames, false",
    })
    void aStoreIsKnownByAllItsNames(String url, boolean refused) {
        ServiceSpec service = new ServiceSpec(
                "redis",
                new ServiceSpec.Kind.Redis(),
                Map.of(),
                5400,
                null,
                ServiceSpec.DEFAULT_READY_WITHIN,
                Restart.NEVER,
                PLACE);
        Map<String, TargetSpec> targets = Map.of(
                "renderer",
                new TargetSpec("renderer", "redis", true, 15_432, null, null, PLACE),
                "store",
                target("store", null, url));
        Environment environment = new Environment(
                "local", "local.yaml", "here", List.of(service), targets, Map.of(), DriverChoice.AUTO, null);

        assertThat(LedgerConflictCheck.read(
                        scenario(new Ledger.Sql("select id from frames where id in ({ids})", "store"), false),
                        environment))
                .matches(found -> found.isPresent() == refused);
    }

    @Test
    void theSystemsOwnReadPathIsNoStore() {
        Ledger.Find http = new Ledger.Http("GET", "/frames/{id}", "renderer");

        assertThat(LedgerConflictCheck.read(
                        scenario(http, false), environment(target("renderer", null, "tcp://127.0.0.1:6390"))))
                .isEmpty();
    }

    private static Scenario scenario(Ledger.Find find, boolean allowed) {
        return Scenarios.scenario()
                .latency("slow", 0, null)
                .ledger(new Ledger(find, Ledger.DEFAULT_WITHIN, Duration.ZERO, allowed, PLACE))
                .build();
    }

    private static Environment environment(TargetSpec hit) {
        Map<String, TargetSpec> targets = Stream.of(
                        hit,
                        target("same-service", "redis", null),
                        target("same-address", null, "redis://:other@127.0.0.1:6390/1"),
                        target("other-address", null, "redis://127.0.0.1:6391"),
                        target("database-there", null, "jdbc:postgresql://127.0.0.1:6390/frames?password=a b"),
                        target("database-elsewhere", null, "jdbc:h2:mem:frames"))
                .collect(Collectors.toMap(TargetSpec::name, Function.identity()));
        return new Environment(
                "local", "environments/local.yaml", "here", List.of(), targets, Map.of(), DriverChoice.AUTO, null);
    }

    private static TargetSpec target(String name, @Nullable String service, @Nullable String url) {
        return new TargetSpec(name, service, false, url, PLACE);
    }
}
