package dev.holograph.chaos.adapters.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.plan.Guard;
import dev.holograph.chaos.plan.ServiceSpec;
import dev.holograph.chaos.scenario.ArrivalModel;
import dev.holograph.chaos.scenario.Default;
import dev.holograph.chaos.scenario.Dimension;
import dev.holograph.chaos.scenario.Key;
import dev.holograph.chaos.scenario.Ledger;
import dev.holograph.chaos.scenario.Load;
import dev.holograph.chaos.scenario.Phases;
import dev.holograph.chaos.scenario.Probe;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.scenario.RecoveryRule;
import dev.holograph.chaos.scenario.UnitOf;
import dev.holograph.chaos.spi.Kinds;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The guide's page of all keys is made from the records that the readers read into. */
class KeyReferenceTest {

    private static final Path PAGE = Path.of("").toAbsolutePath().getParent().resolve("docs/guide/keys.md");

    private static final String BEGINNING = """
            # All keys

            Every key of scenario, suite and environment files, for looking up. It is made from the definition that the readers and [the editors' schemas](editors.md) are made from; a test compares them. The keys of each fault are on the pages of the faults: [network](faults-network.md), [processes and Redis](faults-process-redis.md), [Kubernetes](kubernetes.md), [Gremlin](faults-gremlin.md), [Chaos Mesh](chaos-mesh.md).
            """;

    /** Each block with the title and the page that tells more. */
    private static Map<Class<? extends Record>, String> blocks() {
        Map<Class<? extends Record>, String> blocks = new LinkedHashMap<>();
        blocks.put(ScenarioKeys.class, "A scenario file](scenario.md)");
        blocks.put(ParameterKeys.class, "A parameter](parameters.md)");
        blocks.put(ScenarioKeys.Durations.class, "duration:](scenario.md)");
        blocks.put(ScenarioKeys.Recovery.class, "recovery:](scenario.md)");
        blocks.put(LoadKeys.class, "load:](load.md)");
        blocks.put(LoadKeys.Http.class, "http: of a load](load.md)");
        blocks.put(LoadKeys.Request.class, "requests: of http:](load.md#several-requests)");
        blocks.put(LoadKeys.Expect.class, "expect: of http:](load.md)");
        blocks.put(LoadKeys.Login.class, "basicAuth: of a load](load.md)");
        blocks.put(LoadKeys.Stage.class, "stages: of a load](load.md#a-rate-that-rises)");
        blocks.put(LoadKeys.Setup.class, "setup: of a load](load.md#a-login-before-the-load)");
        blocks.put(LoadKeys.WebSocket.class, "websocket: of a load](load.md)");
        blocks.put(LoadKeys.Message.class, "messages: of websocket:](load.md#websocket)");
        blocks.put(LoadKeys.Answer.class, "answer: of websocket:](load.md)");
        blocks.put(FaultKeys.class, "fault:, the keys of every type](scenario.md#faults)");
        blocks.put(ObjectiveKeys.class, "An objective as a block](objectives.md)");
        blocks.put(LedgerKeys.class, "ledger:](ledger.md)");
        blocks.put(LedgerKeys.Find.class, "find: of a ledger](ledger.md)");
        blocks.put(ProbeKeys.class, "A probe, the keys of every kind](probes.md)");
        blocks.put(SuiteKeys.class, "A suite file](suites.md)");
        blocks.put(SuiteKeys.Entry.class, "A scenario of a suite](suites.md)");
        blocks.put(EnvironmentKeys.class, "An environment file](environment.md)");
        blocks.put(ServiceKeys.class, "A service](environment.md#services)");
        blocks.put(TargetKeys.class, "A target](environment.md#targets)");
        blocks.put(TargetKeys.Pods.class, "kubernetes: of a target](kubernetes.md)");
        blocks.put(TargetKeys.Hosts.class, "gremlin: of a target](faults-gremlin.md)");
        blocks.put(RunnerKeys.class, "k6Operator:](cluster-load.md)");
        blocks.put(GuardKeys.class, "guard:](kubernetes.md#the-guard)");
        blocks.put(GuardKeys.Window.class, "window: of the guard](kubernetes.md#the-guard)");
        blocks.put(MessageKeys.class, "A message, the keys of every type](messages.md)");
        return blocks;
    }

    @Test
    void isThePageOfTheGuide() throws IOException {
        StringBuilder page = new StringBuilder(BEGINNING);
        blocks().forEach((type, title) -> {
            table(page, title, List.of(type.getRecordComponents()));
            if (type == ProbeKeys.class) {
                Kinds.found(Map.of())
                        .probes()
                        .forEach((kind, record) -> table(
                                page, "A probe with " + kind + ":](probes.md)", List.of(record.getRecordComponents())));
            }
        });
        if (Boolean.getBoolean("chaos.publishSchemas")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE).replace("\r\n", "\n")).hasToString(page.toString());
    }

    private static void table(StringBuilder page, String title, List<RecordComponent> components) {
        page.append("\n## [")
                .append(title)
                .append("\n\n| key | value | default | meaning |\n|---|---|---|---|\n")
                .append(rows(components));
    }

    /** No block stands in another that has no table. */
    @Test
    void namesEveryBlockOfTheLanguage() {
        for (Class<? extends Record> type : blocks().keySet()) {
            for (RecordComponent component : type.getRecordComponents()) {
                Class<?> block = KeyBinder.key(component).block();
                assertThat(block == void.class || blocks().containsKey(block))
                        .as(component.toString())
                        .isTrue();
            }
        }
    }

    /** What the model takes where a build makes its records by itself. */
    @Test
    void hasTheDefaultsOfTheModel() {
        assertThat(time(ProbeKeys.class, "every")).isEqualTo(Probe.DEFAULT_EVERY);
        assertThat(time(LedgerKeys.class, "within")).isEqualTo(Ledger.DEFAULT_WITHIN);
        assertThat(time(LoadKeys.class, "timeout")).isEqualTo(Load.DEFAULT_TIMEOUT);
        assertThat(time(ServiceKeys.class, "readyWithin")).isEqualTo(ServiceSpec.DEFAULT_READY_WITHIN);
        assertThat(time(ScenarioKeys.Durations.class, "warmup")).isEqualTo(Phases.DEFAULT_WARMUP);
        assertThat(time(ScenarioKeys.Durations.class, "baseline")).isEqualTo(Phases.DEFAULT_BASELINE);
        assertThat(time(ScenarioKeys.Durations.class, "recovery")).isEqualTo(Phases.DEFAULT_RECOVERY);
        assertThat(time(ScenarioKeys.Recovery.class, "over")).isEqualTo(RecoveryRule.DEFAULT.over());
        assertThat(time(ScenarioKeys.Recovery.class, "stable")).isEqualTo(RecoveryRule.DEFAULT.stable());
        assertThat(standard(GuardKeys.class, "maxHosts")).isEqualTo("" + Guard.DEFAULT_MAX_HOSTS);
        assertThat(standard(GuardKeys.class, "maxPods")).isEqualTo("" + Guard.DEFAULT_MAX_PODS);
        assertThat(standard(GuardKeys.class, "maxUnits")).isEqualTo("" + Guard.DEFAULT_MAX_UNITS);
        assertThat(standard(GuardKeys.class, "maxPercent")).isEqualTo(Guard.DEFAULT_MAX_PERCENT + "%");
        assertThat(Quantity.parse(standard(LoadKeys.class, "maxFailedIterations"))
                        .value())
                .isEqualTo(ArrivalModel.ByScript.MAX_FAILED_ITERATIONS);
    }

    private static Duration time(Class<? extends Record> type, String key) {
        return Quantity.parseDuration(standard(type, key));
    }

    private static String standard(Class<? extends Record> type, String key) {
        return List.of(type.getRecordComponents()).stream()
                .filter(component -> component.getName().equals(key))
                .map(component -> component.getAnnotation(Default.class).value())
                .findFirst()
                .orElseThrow();
    }

    private static String rows(List<RecordComponent> components) {
        StringBuilder rows = new StringBuilder();
        for (RecordComponent component : components) {
            Key key = KeyBinder.key(component);
            Default standard = component.getAnnotation(Default.class);
            rows.append("| `")
                    .append(KeyBinder.name(component))
                    .append("` | ")
                    .append(value(component, key))
                    .append(" | ")
                    .append(
                            standard != null
                                    ? "`" + standard.value() + "`"
                                    : key.needed().isEmpty() ? "" : "must be given")
                    .append(" | ")
                    .append(key.doc().replace("<", "&lt;"))
                    .append(key.examples().length == 0 ? "" : ": `" + String.join("`, `", key.examples()) + "`")
                    .append(" |\n");
        }
        return rows.toString();
    }

    private static String value(RecordComponent component, Key key) {
        if (key.words().length > 0) {
            String words = "`" + String.join("`, `", List.of(key.words())) + "`";
            return key.block() == void.class ? words : "block, or " + words;
        }
        String single = single(component, key);
        if (key.block() != void.class) {
            String blocks =
                    switch (key.form()) {
                        case ONE -> "block";
                        case LIST -> "block or list";
                        case NAMED, NAMED_LISTS -> "blocks by name";
                    };
            return key.orText() || component.isAnnotationPresent(UnitOf.class) ? single + ", " + blocks : blocks;
        }
        if (key.form() == Key.Form.NAMED_LISTS) {
            return "lists by name";
        }
        return key.form() == Key.Form.NAMED || component.getType() == Map.class
                ? "texts by name"
                : key.form() == Key.Form.LIST || component.getType() == List.class ? "one or a list" : single;
    }

    private static String single(RecordComponent component, Key key) {
        Class<?> type = component.getType();
        if (type == Duration.class) {
            return "time";
        }
        if (component.isAnnotationPresent(UnitOf.class)) {
            Dimension dimension = KeyBinder.dimension(component);
            return dimension == Dimension.RATIO ? "share" : dimension.name().toLowerCase(Locale.ROOT);
        }
        if (type == Boolean.class) {
            return "`true`, `false`";
        }
        if (type == Integer.class || key.most() != Integer.MAX_VALUE) {
            return "whole number from " + key.least() + (key.most() == Integer.MAX_VALUE ? "" : " to " + key.most());
        }
        return type.isEnum() ? "`" + String.join("`, `", KeyBinder.words(type)) + "`" : "text";
    }
}
