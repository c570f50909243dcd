package dev.holograph.chaos.adapters.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.fault.kubernetes.KubernetesDriverProvider;
import dev.holograph.chaos.adapters.fault.proxy.ProxyDriverProvider;
import dev.holograph.chaos.adapters.fault.redis.RedisDriverProvider;
import dev.holograph.chaos.adapters.fault.toxiproxy.ToxiproxyDriverProvider;
import dev.holograph.chaos.adapters.yaml.EnvironmentReader;
import dev.holograph.chaos.adapters.yaml.PhaseOverrides;
import dev.holograph.chaos.adapters.yaml.Placeholders;
import dev.holograph.chaos.adapters.yaml.ScenarioReader;
import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.run.Drivers;
import dev.holograph.chaos.run.Planner;
import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.scenario.Violation;
import dev.holograph.chaos.spi.Kinds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plans of the real drivers in which a Redis must be asked while another fault keeps it silent. */
class SilencedTargetsTest {

    private static final String SCENARIO = """
            title: Two faults
            load: none
            duration: { warmup: 1s, baseline: 20s, fault: 30s, recovery: 20s }
            probes: { size: { redis: "DBSIZE", target: cache } }
            faults:
              - { name: one, %s }
              - { name: two, %s }
            steadyState: [ "min(size_value) >= 0" ]
            slo: [ "min(size_value) >= 0" ]
            """;

    private static final String ENVIRONMENT = """
            title: Here
            targets:
              cache: { url: "redis://127.0.0.1:6379", through: proxy }
              again: { url: "redis://127.0.0.1:6379" }
              pods: { url: "redis://127.0.0.1:6379", kubernetes: { namespace: shop, selector: app=cache } }
              other: { url: "redis://127.0.0.1:6380" }
            drivers:
              redis-memory: redis
              redis-pause: redis
              redis-disconnect: redis
              scale: kubernetes
              partition: %s
            guard: { kubeContext: here, namespaces: [shop], allow: [redis-memory] }
            """;

    private static final String MEMORY = "type: redis-memory, target: cache, maxmemory: 50%";
    private static final String PAUSE = "type: redis-pause, target: cache";

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "an undo within a pause | MEMORY, for: 15s | PAUSE, at: 10s, for: 10s | undone 15s",
                "both to the end | MEMORY | PAUSE, at: 10s | undone 30s",
                "an injection within it | PAUSE, for: 20s | MEMORY, at: 5s, for: 20s | injected 5s",
                "both at once | PAUSE, for: 20s | MEMORY, for: 25s | injected 0ms",
                "an undo right after it | MEMORY, for: 20.5s | PAUSE, at: 10s, for: 10s | undone 20.5s",
                "the same Redis by another name | MEMORY, for: 15s | PAUSE AGAIN, at: 10s, for: 10s | undone 15s",
                "an instant fault within it | PAUSE, for: 20s | DISCONNECT, at: 5s | injected 5s",
                "no pod of it is left | MEMORY, for: 15s | SCALE, at: 10s, for: 10s | undone 15s",
                "a network that is cut | MEMORY, for: 15s | PARTITION, at: 10s, for: 10s | undone 15s",
                "a pause within the other | MEMORY | PAUSE, at: 5s, for: 10s |",
                "one after the other | MEMORY, for: 10s | PAUSE, at: 10s |",
                "writes alone | MEMORY, for: 15s | PAUSE, commands: writes, at: 10s, for: 10s |",
                "another Redis | MEMORY, for: 15s | PAUSE OTHER, at: 10s, for: 10s |",
            })
    void whoMustBeAskedMustNotBeSilenced(String name, String one, String two, String expected) throws Exception {
        assertThat(violations("toxiproxy", one, two)).isEqualTo(expected == null ? "" : expected);
    }

    /** Redis is asked past the built-in proxy. */
    @ParameterizedTest
    @CsvSource({"proxy, ''", "toxiproxy, undone 15s"})
    void onlyAProxyOnTheWaySilences(String driver, String expected) throws Exception {
        assertThat(violations(driver, "MEMORY, for: 15s", "PARTITION, at: 10s, for: 10s"))
                .isEqualTo(expected);
    }

    private String violations(String driver, String one, String two) throws Exception {
        RunContext context = new RunContext(
                "run-1",
                Clock.systemUTC(),
                1,
                Map.of("chaos.toxiproxy", "http://127.0.0.1:8474"),
                (variable, id) -> Optional.empty());
        Drivers drivers = new Drivers(
                List.of(
                        new RedisDriverProvider(),
                        new ProxyDriverProvider(),
                        new KubernetesDriverProvider(),
                        new ToxiproxyDriverProvider()),
                context);
        Placeholders none = new Placeholders(Map.of(), variable -> null);
        Path scenario = Files.writeString(folder.resolve("two.yaml"), SCENARIO.formatted(filled(one), filled(two)));
        Path environment = Files.writeString(folder.resolve("here.yaml"), ENVIRONMENT.formatted(driver));
        Environment where = new EnvironmentReader(Kinds.found(Map.of()), none)
                .read(environment, "here.yaml")
                .get();
        List<Violation> violations = new Planner(drivers, Set.of(), List.of())
                .plan(
                        "run-1",
                        1,
                        new ScenarioReader(Kinds.found(drivers.faults()), none, PhaseOverrides.NONE, folder)
                                .read(scenario, "two.yaml")
                                .get(),
                        where)
                .violations();
        return violations.stream()
                .map(violation -> violation
                        .message()
                        .replaceAll(
                                "two.yaml:[67]:5: fault '\\w+' is to be (\\w+) (\\S+) into the fault phase, for which .*",
                                "$1 $2"))
                .collect(Collectors.joining("; "));
    }

    private static String filled(String fault) {
        return fault.replace("PAUSE AGAIN", PAUSE.replace("cache", "again"))
                .replace("PAUSE OTHER", PAUSE.replace("cache", "other"))
                .replace("PAUSE", PAUSE)
                .replace("MEMORY", MEMORY)
                .replace("SCALE", "type: scale, target: pods, replicas: 0")
                .replace("PARTITION", "type: partition, target: cache")
                .replace("DISCONNECT", "type: redis-disconnect, target: cache");
    }
}
