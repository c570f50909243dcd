package dev.holograph.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.report.junit.JunitReport;
import dev.holograph.chaos.run.Simulation.Reply;
import dev.holograph.chaos.scenario.Scenarios;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Verdicts as tests, in the shape that Surefire's surefire-test-report.xsd and the junit-10.xsd of Jenkins' xUnit plugin
 * allow, and with what GitLab and the actions of GitHub read.
 */
@Timeout(60)
class JunitOfARunTest {

    @TempDir
    private Path folder;

    private static Scenarios scenario() {
        return Scenarios.scenario().latency("slow", 0, null).slo("error_rate < 1%", "recovery_time < 20s");
    }

    private Element suite(boolean notProvenFails, RunResult... results) throws Exception {
        Path file = folder.resolve("target/chaos/TEST-chaos.xml");
        JunitReport.write(file, List.of(results), notProvenFails, "ChaosReport.md");
        Element suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new File(file.toString()))
                .getDocumentElement();
        hasSurefiresShape(suite);
        return suite;
    }

    private static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        NodeList nodes = parent.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i) instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    private static void hasSurefiresShape(Element suite) {
        assertThat(suite.getTagName()).isEqualTo("testsuite");
        assertThat(suite.getAttribute("name")).isNotEmpty();
        assertThat(suite.getAttribute("time")).matches("\\d+\\.\\d{3}");
        int counted = 0;
        hasOnly(suite, Set.of("name", "time", "tests", "errors", "skipped", "failures"));
        // Of two with the same class and name GitLab shows the first, whatever became of the other.
        assertThat(children(suite))
                .extracting(test -> test.getAttribute("classname") + " " + test.getAttribute("name"))
                .doesNotHaveDuplicates();
        for (Element test : children(suite)) {
            hasOnly(test, Set.of("name", "classname", "time"));
            assertThat(test.getTagName()).isEqualTo("testcase");
            assertThat(test.getAttribute("name")).isNotEmpty();
            assertThat(test.getAttribute("classname")).isNotEmpty();
            assertThat(test.getAttribute("time")).matches("\\d+\\.\\d{3}");
            assertThat(children(test)).hasSize(1);
            Element child = children(test).get(0);
            assertThat(child.getTagName()).isIn(Set.of("failure", "error", "skipped", "system-out"));
            boolean needsType =
                    child.getTagName().equals("failure") || child.getTagName().equals("error");
            assertThat(child.hasAttribute("type")).isEqualTo(needsType);
            hasOnly(child, Set.of("type", "message"));
            assertThat(child.getTextContent()).isNotBlank(); // all that GitLab shows
            counted++;
        }
        assertThat(suite.getAttribute("tests")).isEqualTo("" + counted);
        for (String[] pair : new String[][] {{"failures", "failure"}, {"errors", "error"}, {"skipped", "skipped"}}) {
            assertThat(suite.getAttribute(pair[0]))
                    .isEqualTo("" + suite.getElementsByTagName(pair[1]).getLength());
        }
    }

    private static void hasOnly(Element element, Set<String> allowed) {
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            assertThat(element.getAttributes().item(i).getNodeName()).isIn(allowed);
        }
    }

    private static Element child(Element suite, String test) {
        return children(suite).stream()
                .filter(one -> one.getAttribute("name").equals(test))
                .map(one -> children(one).get(0))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyObjectiveIsATest() throws Exception {
        Element suite = suite(true, new Simulation(scenario().build()).run());

        assertThat(children(suite))
                .extracting(test -> test.getAttribute("name"))
                .containsExactly("steadyState: error_rate < 1%", "slo: error_rate < 1%", "slo: recovery_time < 20s");
        assertThat(children(suite))
                .allMatch(test -> test.getAttribute("classname").equals("chaos.local.test"));
        assertThat(child(suite, "slo: error_rate < 1%").getTextContent()).contains("holds: 0%");
    }

    @Test
    void aBreachIsAFailureWithItsSentenceWhateverCharactersItHas() throws Exception {
        Simulation simulation =
                new Simulation(scenario().build()).system(world -> world.broken() ? Reply.error() : Reply.ok(20));
        simulation.at(30, () -> simulation.printed.add("ERROR no connection"));
        RunResult broken = simulation.run();
        Simulation odd = new Simulation(scenario().build());
        odd.environmentProblem = "]]> & <b> \"\u0001\uD800";

        Element suite = suite(true, broken, odd.run());

        Element failure = child(suite, "slo: error_rate < 1%");
        assertThat(failure.getTagName()).isEqualTo("failure");
        assertThat(failure.getAttribute("type")).isEqualTo("breach");
        assertThat(failure.getAttribute("message")).contains("does not hold", "wanted < 1%");
        assertThat(failure.getTextContent())
                .startsWith(failure.getAttribute("message") + "\n")
                .contains("\nrenderer said, 1 × under the fault: ERROR no connection\n")
                .contains("\nreport: ChaosReport.md, run run-1");
        Element error = child(suite, "run");
        assertThat(error.getTagName()).isEqualTo("error");
        assertThat(error.getAttribute("message")).contains("]]> & <b> \" \uFFFD");
    }

    @Test
    void whatProvesNothingFailsAndIsSkippedOnlyWhereTheBuildIsToldSo() throws Exception {
        RunResult unwell = new Simulation(scenario().build())
                .system(world -> Reply.error())
                .run();

        Element failure = child(suite(true, unwell), "slo: error_rate < 1%");
        assertThat(failure.getTagName()).isEqualTo("failure");
        assertThat(failure.getAttribute("type")).isEqualTo("not proven");
        assertThat(failure.getAttribute("message")).contains("did not get there");
        assertThat(child(suite(false, unwell), "slo: error_rate < 1%").getTagName())
                .isEqualTo("skipped");
        assertThat(Files.readString(folder.resolve("target/chaos/TEST-chaos.xml")))
                .doesNotContain("<failure");
    }

    @Test
    void whatWasStoppedOrNotUndoneIsAnErrorOfItsType() throws Exception {
        Simulation stopped = new Simulation(scenario().build());
        stopped.at(40, () -> stopped.stop.request(StopSignal.Reason.INTERRUPTED, "Ctrl-C"));
        Simulation stuck = new Simulation(scenario().build());
        stuck.faults = name -> FakeDriver.Behaviour.UNDO_FAILS;

        // Also where a run that proved nothing does not fail the build.
        Element interrupted = child(suite(false, stopped.run()), "interrupted");
        assertThat(interrupted.getTagName()).isEqualTo("error");
        assertThat(interrupted.getAttribute("type")).isEqualTo("interrupted");
        assertThat(interrupted.getAttribute("message")).isEqualTo("Ctrl-C");
        Element notUndone = child(suite(false, stuck.run()), "fault slow");
        assertThat(notUndone.getTagName()).isEqualTo("error");
        assertThat(notUndone.getAttribute("type")).isEqualTo("not undone");
        assertThat(notUndone.getAttribute("message")).contains("by hand: turn slow off");
    }

    @Test
    void aWarningPassesAndSaysSo() throws Exception {
        RunResult close = new Simulation(Scenarios.scenario()
                        .latency("slow", 0, null)
                        .slo("p95(latency) < 100ms")
                        .warn("10ms")
                        .build())
                .run();

        Element told = child(suite(true, close), "slo: p95(latency) < 100ms");
        assertThat(told.getTagName()).isEqualTo("system-out");
        assertThat(told.getTextContent()).startsWith("WARN: ");
    }

    @Test
    void aRunsTimeCountsOnce() throws Exception {
        Element suite = suite(
                true,
                new Simulation(scenario().build()).run(),
                new Simulation(scenario().build()).run());

        List<String> times =
                children(suite).stream().map(test -> test.getAttribute("time")).toList();
        assertThat(times).hasSize(6);
        double run = Double.parseDouble(times.get(0));
        assertThat(run).isGreaterThanOrEqualTo(95);
        assertThat(times).containsExactly(times.get(0), "0.000", "0.000", times.get(0), "0.000", "0.000");
        assertThat(Double.parseDouble(suite.getAttribute("time"))).isEqualTo(2 * run);
    }

    /** As action-junit-report looks for it: by the last part of the class, in what the failure says. */
    @Test
    void aFailureSaysOnWhichLineOfTheScenarioItsObjectiveStands() throws Exception {
        Element failure = child(
                suite(
                        true,
                        new Simulation(scenario().build())
                                .system(world -> world.broken() ? Reply.error() : Reply.ok(20))
                                .run()),
                "slo: error_rate < 1%");

        assertThat(failure.getTextContent()).endsWith("\n at scenarios/test.yaml:1");
        List<String> found = Pattern.compile(" [^ ]*test.*?:\\d+")
                .matcher(failure.getTextContent())
                .results()
                .map(MatchResult::group)
                .toList();
        assertThat(found.get(found.size() - 1)).isEqualTo(" scenarios/test.yaml:1");
    }

    @Test
    void aScenarioThatRunsTwiceHasTestsOfItsOwnForEachRun() throws Exception {
        RunResult well = new Simulation(scenario().build()).run();
        RunResult broken = new Simulation(scenario().build())
                .system(world -> world.broken() ? Reply.error() : Reply.ok(20))
                .run();

        Element suite = suite(true, well, broken, broken);

        assertThat(child(suite, "slo: error_rate < 1%").getTagName()).isEqualTo("system-out");
        assertThat(child(suite, "slo: error_rate < 1% (2)").getTagName()).isEqualTo("failure");
        assertThat(child(suite, "slo: error_rate < 1% (3)").getTagName()).isEqualTo("failure");
    }
}
