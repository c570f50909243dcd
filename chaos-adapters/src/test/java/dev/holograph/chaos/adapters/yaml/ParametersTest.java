package dev.holograph.chaos.adapters.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.scenario.ArrivalModel;
import dev.holograph.chaos.scenario.ParameterValue;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Validated;
import dev.holograph.chaos.scenario.Violation;
import dev.holograph.chaos.scenario.fault.Latency;
import dev.holograph.chaos.scenario.fault.PodKill;
import dev.holograph.chaos.spi.Kinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParametersTest {

    private static final String SCENARIO = """
            title: Answers {delay} late
            parameters:
              delay: { type: duration, default: 500ms, min: 10ms, max: 5s, description: how late answers are }
              load: { type: rate, default: 100/s }
              worst: { type: percentage, default: 5% }
            %sload: { http: { target: web, path: / }, rate: "{load}" }
            duration: 30s
            fault: { type: latency, target: web, delay: "{delay}" }
            steadyState: [error_rate < 2%]
            slo: ["error_rate < {worst}"]
            """;

    @TempDir
    private Path folder;

    private final Map<String, String> variables = new HashMap<>();

    @Test
    void putsTheDefaultWhereNothingElseIsSet() throws IOException {
        Scenario scenario = read(scenario(""), Map.of(), null).get().get(0);

        assertThat(scenario.title()).isEqualTo("Answers 500ms late");
        assertThat(((Latency) scenario.faults().get(0).fault()).delay()).isEqualTo(Duration.ofMillis(500));
        assertThat(scenario.loads().get(0).arrivals()).isEqualTo(new ArrivalModel.Open(100, 1));
        assertThat(scenario.slo().get(0).text()).isEqualTo("error_rate < 5%");
        assertThat(scenario.name()).isEqualTo("s");
        assertThat(told(scenario))
                .containsExactly("delay 500ms its default", "load 100/s its default", "worst 5% its default");
    }

    @Test
    void takesTheCommandLineBeforeTheEnvironmentBeforeTheDefault() throws IOException {
        Environment environment = environment("delay: 1s, load: \"{env.RATE:50/s}\"");
        Scenario scenario =
                read(scenario(""), Map.of("delay", "2s"), environment).get().get(0);

        assertThat(told(scenario))
                .containsExactly("delay 2s -Dchaos.p.delay", "load 50/s environment e", "worst 5% its default");
        assertThat(scenario.name()).isEqualTo("s[delay=2s,load=50/s]");
        assertThat(scenario.family()).isEqualTo("s");
    }

    /** It is the run that the files describe, and is compared with their runs. */
    @Test
    void keepsTheNameWhereTheCommandLineSaysWhatTheFilesSay() throws IOException {
        assertThat(read(scenario(""), Map.of("delay", "0.5s"), null)
                        .get()
                        .get(0)
                        .name())
                .isEqualTo("s");
    }

    @Test
    void runsAMatrixWithEachCombination() throws IOException {
        List<Scenario> runs = read(
                        scenario("matrix: { delay: [100ms, 500ms, 2s], load: [10/s, 100/s] }\n"),
                        Map.of(),
                        environment("delay: 1s"))
                .get();

        assertThat(runs)
                .extracting(Scenario::name)
                .containsExactly(
                        "s[delay=100ms,load=10/s]",
                        "s[delay=100ms,load=100/s]",
                        "s[delay=500ms,load=10/s]",
                        "s[delay=500ms,load=100/s]",
                        "s[delay=2s,load=10/s]",
                        "s[delay=2s,load=100/s]");
        assertThat(((Latency) runs.get(5).faults().get(0).fault()).delay()).isEqualTo(Duration.ofSeconds(2));
        assertThat(runs.get(4).loads().get(0).arrivals()).isEqualTo(new ArrivalModel.Open(10, 1));
        assertThat(runs).allMatch(run -> run.family().equals("s"));
    }

    @Test
    void knowsWhetherTwoRunsAreOfTheSameText() throws IOException {
        String matrix = scenario("matrix: { delay: [100ms, 1s] }\n");
        List<Scenario> runs = read(matrix, Map.of(), null).get();
        String definition = runs.get(0).definition();
        assertThat(definition).hasSize(64).isEqualTo(runs.get(1).definition());

        assertThat(definition(matrix.replace("1s]", "1s, 2s]")
                        .replace("title: Answers", "hypothesis: it holds # so far\ntitle: Replies")))
                .isEqualTo(definition);
        assertThat(definition(matrix.replace("error_rate < 2%", "error_rate < 3%")))
                .isNotEqualTo(definition);
        assertThat(definition(matrix.replace("default: 5%", "default: 6%"))).isNotEqualTo(definition);
        assertThat(definition(matrix.replace("duration: 30s", "duration: 31s"))).isNotEqualTo(definition);
    }

    /** What it names by a path of its own belongs to a script, however far down. */
    @Test
    void isAnotherTextWhereAScriptIsAnother() throws IOException {
        String text = scenario("").replace("load: { http", "load: { script: load.js, http");
        Files.writeString(folder.resolve("load.js"), "import { a } from './lib/a.js'; open(\"./rows.csv\");");
        Files.createDirectories(folder.resolve("lib"));
        Files.writeString(folder.resolve("lib/a.js"), "export { b as a } from '../b.js'; import './a.js';");
        Files.writeString(folder.resolve("b.js"), "export const b = 1;");
        Files.writeString(folder.resolve("rows.csv"), "a");
        Files.writeString(folder.resolve("other.js"), "a");
        String before = definition(text);

        Files.writeString(folder.resolve("other.js"), "b");
        assertThat(definition(text)).isEqualTo(before);
        for (String file : List.of("load.js", "lib/a.js", "b.js", "rows.csv")) {
            Files.writeString(folder.resolve(file), Files.readString(folder.resolve(file)) + " ");
            String after = definition(text);
            assertThat(after).as(file).isNotEqualTo(before);
            before = after;
        }
    }

    /** A bound may come from a variable, and is shown; a secret must not be guessed from a digest. */
    @Test
    void countsVariablesInObjectivesAlone() throws IOException {
        String text = scenario("")
                .replace("{worst}", "{env.WORST:4%}")
                .replace("worst: { type: percentage, default: 5% }", "")
                .replace("path: /", "path: /, headers: { Login: \"{env.LOGIN:none}\" }");
        String definition = definition(text);
        variables.put("LOGIN", "secret");
        assertThat(definition(text)).isEqualTo(definition);
        variables.put("WORST", "9%");
        assertThat(definition(text)).isNotEqualTo(definition);
    }

    private String definition(String text) throws IOException {
        return read(text, Map.of(), null).get().get(0).definition();
    }

    /** The files are the same, and the run is of another value: a history must not compare the two. */
    @Test
    void namesAValueThatComesFromAVariable() throws IOException {
        String ofVariable = scenario("").replace("default: 500ms", "default: \"{env.LATE:400ms}\"");
        assertThat(read(ofVariable, Map.of(), null).get().get(0).name()).isEqualTo("s[delay=400ms]");
        variables.put("LATE", "700ms");
        assertThat(read(ofVariable, Map.of(), null).get().get(0).name()).isEqualTo("s[delay=700ms]");
        assertThat(read(ofVariable, Map.of("delay", "700ms"), null).get().get(0).name())
                .isEqualTo("s[delay=700ms]");
        assertThat(read(scenario(""), Map.of(), environment("delay: \"{env.LATE}\""))
                        .get()
                        .get(0)
                        .name())
                .isEqualTo("s[delay=700ms]");
    }

    /** Runs are known by their names: to rerun, history and curves, two of one name would be one. */
    @Test
    void namesRunsWithDifferentTextsDifferently() throws IOException {
        List<Scenario> runs = read(
                        scenario("  body: { type: text }\nmatrix: { body: [\"Aa is\", \"BB is\"] }\n")
                                .replace("path: /", "path: /, method: POST, body: \"{body}\""),
                        Map.of(),
                        null)
                .get();

        assertThat(runs).extracting(Scenario::name).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void narrowsAMatrixByTheCommandLine() throws IOException {
        assertThat(read(scenario("matrix: { delay: [100ms, 500ms] }\n"), Map.of("delay", "500ms"), null)
                        .get())
                .extracting(Scenario::name)
                .containsExactly("s[delay=500ms]");
    }

    @Test
    void refusesALargeMatrixInOneMessage() throws IOException {
        String hundred = IntStream.rangeClosed(100, 199).mapToObj(i -> i + "ms").collect(Collectors.joining(", "));
        String rates = IntStream.rangeClosed(1, 100).mapToObj(i -> i + "00/s").collect(Collectors.joining(", "));

        assertThat(mistakes(scenario("matrix: { delay: [" + hundred + "], load: [" + rates + "] }\n"), Map.of(), null))
                .containsExactly(
                        "s.yaml:6:1: a matrix of 10000 runs is too large; give at most 100 combinations of values");
    }

    @Test
    void refusesALongListOfAMatrixInOneMessage() throws IOException {
        String many = IntStream.rangeClosed(1, 10_000).mapToObj(i -> i + "ms").collect(Collectors.joining(", "));

        assertThat(mistakes(scenario("matrix: { delay: [" + many + "] }\n"), Map.of(), null))
                .containsExactly(
                        "s.yaml:6:18: a matrix of 10000 runs is too large; give at most 100 combinations of values");
    }

    @Test
    void tellsAllMistakesOfDeclarationsAtOnce() throws IOException {
        assertThat(mistakes("""
                        parameters:
                          delay: { type: duraton, default: 1s }
                          load: { type: rate, default: 100 }
                          more: { type: duration, default: 10s, max: 5s }
                          id: { type: text, default: x }
                          none: { type: duration }
                          idle: { type: number, default: 3 }
                          odd: { type: size, default: 1KiB, min: 5KiB, max: 1KiB, least: 3 }
                          word: { type: text, default: c, oneOf: [a, b], max: 3 }
                        load: { http: { target: "{word}", path: "/{odd}" }, rate: "{load}", timeout: "{more}" }
                        duration: "{none}"
                        fault: { type: latency, target: web, delay: "{dely}" }
                        steadyState: [error_rate < 2%]
                        slo: ["error_rate < 5%"]
                        """, Map.of(), null))
                .containsExactly(
                        "s.yaml:2:18: unknown value for type 'duraton'; did you mean 'duration'? Allowed: duration, number,"
                                + " percentage, rate, size, text",
                        "s.yaml:3:32: default: '100' has no unit; write a rate such as 100/s or 30/m",
                        "s.yaml:4:36: default: '10s' is more than its max, 5s",
                        "s.yaml:5:3: 'id' is no name of a parameter; use up to 40 letters, digits, _ and -, a letter first,"
                                + " and not id or ids",
                        "s.yaml:5:3: parameter 'id' is used nowhere in this scenario; write \"{id}\" where its value belongs,"
                                + " or remove it",
                        "s.yaml:6:3: parameter 'none' has no value; give it a default:, set it under parameters: of the"
                                + " environment, or by -Dchaos.p.none=…",
                        "s.yaml:7:3: parameter 'idle' is used nowhere in this scenario; write \"{idle}\" where its value"
                                + " belongs, or remove it",
                        "s.yaml:8:53: max: 1KiB is less than min: 5KiB",
                        "s.yaml:8:59: unknown key 'least'; allowed: default, description, max, min, oneOf, type",
                        "s.yaml:9:32: default: 'c' is not one of a, b",
                        "s.yaml:9:55: a text has no max; write oneOf: [a, b]",
                        "s.yaml:12:46: nothing fills {dely}; did you mean 'delay'? Allowed: delay, env.NAME, id, idle, load,"
                                + " more, none, odd, word");
    }

    @Test
    void tellsMistakesOfAMatrix() throws IOException {
        assertThat(mistakes(
                        scenario("matrix: { dely: [1s], delay: [1s, 1000ms, 10s, 3], load: [] }\n"), Map.of(), null))
                .containsExactly(
                        "s.yaml:6:11: unknown parameter 'dely'; did you mean 'delay'? Allowed: delay, load, worst",
                        "s.yaml:6:35: '1000ms' stands twice in the matrix; each value is a run of its own",
                        "s.yaml:6:43: delay: '10s' is more than its max, 5s",
                        "s.yaml:6:48: delay: '3' has no unit; write a time such as 250ms, 2s or 1m30s",
                        "s.yaml:6:58: no value stands here; write load: [ … ]");
    }

    @Test
    void tellsWhereAWrongValueComesFrom() throws IOException {
        assertThat(mistakes(scenario(""), Map.of("delay", "10s"), environment("load: 3s")))
                .containsExactly(
                        "s.yaml:3:3: delay by -Dchaos.p.delay: '10s' is more than its max, 5s",
                        "e.yaml:3:21: load: '3s' is a time; write a rate such as 100/s or 30/m");
    }

    /** The text is longer or shorter than what is written, and so are the columns of what is wrong in it. */
    @Test
    void namesThePlaceOfThePlaceholder() throws IOException {
        assertThat(mistakes(
                        scenario("")
                                .replace("rate: \"{load}\"", "rate: \"{worst}\"")
                                .replace(
                                        "\"error_rate < {worst}\"",
                                        "\"p99(latency) < {load}\", \"p99(latency) < {delay} in evry 10s\""),
                        Map.of(),
                        null))
                .containsExactly(
                        "s.yaml:6:48: rate: '5%' is a share; write a rate such as 100/s or 30/m; {worst} is 5%, its default",
                        "s.yaml:10:23: '100/s' is a rate; write a time such as 250ms, 2s or 1m30s; {load} is 100/s, its"
                                + " default\n    p99(latency) < 100/s\n                   ^",
                        "s.yaml:10:59: unknown span 'evry'; {delay} is 500ms, its default; did you mean 'every'? Allowed:"
                                + " any, every\n    p99(latency) < 500ms in evry 10s\n                            ^");
    }

    @Test
    void saysOfWhichRunAMistakeIs() throws IOException {
        assertThat(mistakes(
                        scenario("matrix: { load: [1/s, 100/s] }\n")
                                .replace("error_rate < {worst}", "error_rate < {worst}\", \"p99(latency) < 1s"),
                        Map.of(),
                        null))
                .anyMatch(one -> one.contains(", in the run [load=1/s]"));
    }

    @Test
    void fillsVariablesInAllKindsOfValues() throws IOException {
        variables.putAll(Map.of("RATE", "20/s", "LENGTH", "45s", "PODS", "2", "BOUND", "3%", "TOKEN", "s3cret"));
        Scenario scenario = read("""
                        load:
                          http: { target: "{env.WEB:web}", method: POST, path: /x, body: '{"t":"{env.TOKEN}","q":"{users}"}' }
                          rate: "{env.RATE}"
                          timeout: "{env.TIMEOUT:2s}"
                        duration: "{env.LENGTH}"
                        fault: { type: pod-kill, target: web, pods: "{env.PODS}" }
                        steadyState: ["error_rate < 2%"]
                        slo: ["error_rate < {env.BOUND}"]
                        """, Map.of(), null).get().get(0);

        assertThat(scenario.duration().fault()).isEqualTo(Duration.ofSeconds(45));
        assertThat(((PodKill) scenario.faults().get(0).fault()).pods().toString())
                .contains("2");
        assertThat(((Profile.Http) scenario.loads().get(0).profile()).first().body())
                .isEqualTo("{\"t\":\"s3cret\",\"q\":\"{users}\"}");
        assertThat(scenario.slo().get(0).text()).isEqualTo("error_rate < 3%");
    }

    /** A value is a text, whatever it looks like. */
    @Test
    void doesNotFillWhatAValueBrings() throws IOException {
        variables.put("A", "{env.TOKEN}");
        variables.put("TOKEN", "s3cret");
        Scenario scenario = read(scenario("").replace("path: /", "path: /, body: \"{env.A}\""), Map.of(), null)
                .get()
                .get(0);

        assertThat(((Profile.Http) scenario.loads().get(0).profile()).first().body())
                .isEqualTo("{env.TOKEN}");
    }

    @Test
    void showsNoVariable() throws IOException {
        variables.put("TOKEN", "s3cret");
        List<String> mistakes = mistakes("""
                title: by {env.TOKEN}
                parameters: { who: { type: text, default: "{env.TOKEN}" } }
                load: { http: { target: web, path: "/{env.TOKEN}", body: "{who}" }, rate: "{env.TOKEN}" }
                duration: 30s
                fault: { type: latency, target: web, delay: 1s }
                steadyState: [error_rate < 2%]
                slo: ["error_rate < {env.TOKEN}"]
                """, Map.of(), null);

        assertThat(mistakes).hasSize(5).noneMatch(one -> one.contains("s3cret"));
        assertThat(mistakes.get(0))
                .isEqualTo(
                        "s.yaml:1:11: 'title' is shown in plans and reports, which {env.NAME} is not; use a parameter,"
                                + " or write the value here; secrets belong into headers: or into the url: of a target");
        assertThat(mistakes.get(3)).startsWith("s.yaml:3:76: rate: '{env.TOKEN}' is no quantity");
    }

    /** A secret under a wrong name, or in a wrong place, is one all the same. */
    @Test
    void showsNoVariableOfAnEnvironment() throws IOException {
        variables.putAll(Map.of("TOKEN", "s3cret", "LONG", "9000ms"));

        assertThat(mistakes(
                        scenario(""),
                        Map.of(),
                        environment("load: \"{env.TOKEN}\", delay: \"{env.LONG}\", worst: \"1{env.TOKEN}\"")))
                .satisfiesExactly(
                        load -> assertThat(load).startsWith("e.yaml:3:22: load: '{env.TOKEN}' is no quantity; write"),
                        delay -> assertThat(delay)
                                .isEqualTo("e.yaml:3:44: delay: '{env.LONG}' is more than its max, 5s"),
                        worst -> assertThat(worst).startsWith("e.yaml:3:65: worst: '1{env.TOKEN}' is no quantity;"))
                .noneMatch(one -> one.contains("s3cret"));
    }

    @Test
    void leavesTagsOfMetricsAlone() throws IOException {
        Scenario scenario = read(
                        scenario("")
                                .replace(
                                        "[\"error_rate < {worst}\"]",
                                        "[\"error_rate < {worst}\", \"p95(m{load:x}) < 1s\", \"p95(m{a=b}) < {delay}\"]")
                                .replace("type: rate", "type: rate, description: \"{x}\""),
                        Map.of(),
                        null)
                .get()
                .get(0);

        assertThat(scenario.slo())
                .extracting(one -> one.text())
                .containsExactly("error_rate < 5%", "p95(m{load:x}) < 1s", "p95(m{a=b}) < 500ms");
    }

    @Test
    void saysToQuoteAPlace() throws IOException {
        assertThat(mistakes(scenario("").replace("delay: \"{delay}\"", "delay: {delay}"), Map.of(), null))
                .contains("s.yaml:8:45: 'delay' must be a single value, not a mapping; write \"{…}\" in quotes");
    }

    /** Numbers of the guard, ports and times too. */
    @Test
    void fillsVariablesInAnEnvironment() throws IOException {
        variables.putAll(Map.of("PODS", "3", "PORT", "9000", "WAIT", "7s"));
        Path file = Files.writeString(folder.resolve("e.yaml"), """
                services: { web: { command: [a], port: "{env.PORT}", readyWithin: "{env.WAIT}" } }
                targets: { web: { service: web } }
                guard: { maxPods: "{env.PODS}", maxPercent: "{env.SHARE:40%}" }
                """);
        Environment environment = new EnvironmentReader(
                        Kinds.found(Map.of()), new Placeholders(Map.of(), variables::get))
                .read(file, "e.yaml")
                .get();

        assertThat(environment.guard().maxPods()).isEqualTo(3);
        assertThat(environment.guard().maxPercent()).isEqualTo(40);
        assertThat(environment.services().get(0).port()).isEqualTo(9000);
        assertThat(environment.services().get(0).readyWithin()).isEqualTo(Duration.ofSeconds(7));
    }

    private static String scenario(String matrix) {
        return SCENARIO.replace("%s", matrix);
    }

    private static List<String> told(Scenario scenario) {
        return scenario.parameters().stream()
                .map((ParameterValue one) -> one.name() + " " + one.text() + " " + one.origin())
                .toList();
    }

    private Environment environment(String parameters) throws IOException {
        Path file = Files.writeString(
                folder.resolve("e.yaml"),
                "services: { web: { command: [a] } }\ntargets: { web: { service: web } }\nparameters: { " + parameters
                        + " }\n");
        return new EnvironmentReader(Kinds.found(Map.of()), new Placeholders(Map.of(), variables::get))
                .read(file, "e.yaml")
                .get();
    }

    private List<String> mistakes(String text, Map<String, String> typed, Environment environment) throws IOException {
        return read(text, typed, environment).violations().stream()
                .map(Violation::message)
                .toList();
    }

    private Validated<List<Scenario>> read(String text, Map<String, String> typed, Environment environment)
            throws IOException {
        Path file = Files.writeString(folder.resolve("s.yaml"), text);
        ScenarioReader reader = new ScenarioReader(
                        Kinds.found(Map.of("latency", Latency.class, "pod-kill", PodKill.class)),
                        new Placeholders(Map.of(), variables::get),
                        PhaseOverrides.NONE,
                        folder)
                .with(typed);
        return (environment == null ? reader : reader.in(environment)).readAll(file, "s.yaml");
    }
}
