package dev.holograph.chaos.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Builds as people have them: reactors, skipped tests, misspelled properties, no POM at all, and the next Maven. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "builds are started in a process group of their own, as on Linux")
class EverydayBuildsTest {

    private static final Duration MOST = Duration.ofSeconds(120);
    private static final String PLUGIN =
            "dev.holograph.chaos:chaos-maven-plugin:" + System.getProperty("it.version") + ":";

    @TempDir
    private Path folder;

    private String passes(String... arguments) throws Exception {
        return log(true, "builds", arguments);
    }

    private String fails(String... arguments) throws Exception {
        return log(false, "builds", arguments);
    }

    private String log(boolean passes, String project, String... arguments) throws Exception {
        try (Build build = Build.start(project, folder, Map.of(), arguments)) {
            return log(passes, build);
        }
    }

    private static String log(boolean passes, Build build) throws InterruptedException {
        build.untilGone(MOST);
        String log = build.log();
        assertThat(build.status() == 0).as(log).isEqualTo(passes);
        return log;
    }

    @ParameterizedTest
    @ValueSource(strings = {"skipTests", "skipITs", "maven.test.skip", "maven.test.skip.exec"})
    void whoSkipsTestsSkipsChaos(String property) throws Exception {
        assertThat(passes("verify", "-D" + property))
                .contains("Skipped, as tests are: " + property + " is set")
                .contains(":run (default) @ shop", ":verify (default) @ shop");
        assertThat(folder.resolve("shop/target")).doesNotExist();
    }

    @Test
    void whoSaysThatChaosIsNotSkippedIsBelieved() throws Exception {
        assertThat(fails("verify", "-DskipTests", "-DskipITs", "-Dchaos.skip=false", "-Dscenario=none"))
                .contains("no scenario 'none' in scenarios")
                .doesNotContain("Skipped");
        assertThat(passes("chaos:run", "-pl", "shop", "-DskipTests=false", "-Dchaos.skip"))
                .contains("Skipped: chaos.skip is set");
    }

    /** Looking at scenarios needs no cluster, Redis or HTTP client: whoever calls it often should not wait for them. */
    @ParameterizedTest
    @ValueSource(strings = {"list", "validate", "plan"})
    void whatStartsNothingLoadsNoBigLibrary(String goal) throws Exception {
        Path classes = folder.resolve("classes.log");
        Map<String, String> options = Map.of("MAVEN_OPTS", "-Xlog:class+load:file=" + classes);
        try (Build build = Build.start("builds", folder, options, "chaos:" + goal, "-pl", "shop")) {
            log(true, build);
        }
        assertThat(Files.readString(classes))
                .contains("dev.holograph.chaos.application.ChaosApplication ")
                .doesNotContainPattern("\\] (io\\.fabric8|io\\.lettuce|io\\.vertx|io\\.netty)\\.");
    }

    @Test
    void theLongNameOfAScenarioChoosesAsTheShortOneDoes() throws Exception {
        assertThat(passes("chaos:list", "-pl", "shop", "-Dchaos.scenario=slow"))
                .contains("slow  The server is far away")
                .doesNotContain("cut-off");
        assertThat(fails("chaos:run", "-pl", "shop", "-Dchaos.scenario=slow", "-Dscenario=cut-off"))
                .contains("scenario is 'cut-off' and chaos.scenario is 'slow'")
                .contains("Nothing was started");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Dscenario=", "-Dchaos.scenario=,", "-Dchaos.tags="})
    void whatNamesNothingDoesNotMeanAll(String argument) throws Exception {
        assertThat(fails("chaos:run", "-pl", "shop", argument)).contains("names nothing", "Nothing was started");
    }

    @Test
    void anUnknownPropertyIsWarnedOf() throws Exception {
        assertThat(passes(
                        "chaos:list",
                        "-pl",
                        "shop",
                        "-Dchaos.notproven=warn",
                        "-Dchaos.toxiproxy.url=x",
                        "-Dchaos.x=1"))
                .contains("[WARNING] -Dchaos.notproven is unknown and does nothing; did you mean -Dchaos.notProven?")
                .contains("[WARNING] -Dchaos.x is unknown and does nothing; mvn chaos:help -Ddetail lists")
                .contains("[WARNING] the property chaos.histori of the POM is unknown and does nothing; did you mean"
                        + " chaos.history?")
                .doesNotContain("toxiproxy", "chaos.of-our-own");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chaos.scenarios=slow", "chaos.enviroment=staging", "chaos.tag=weekly", "scenarios=slow"})
    void aMisspelledPropertyThatChoosesIsRefused(String property) throws Exception {
        assertThat(fails("chaos:run", "-pl", "shop", "-D" + property))
                .contains("-D" + property.replaceFirst("=.*", "") + " is unknown; did you mean -D")
                .contains("Nothing was started");
    }

    /** Maven itself would take the second for false, and each breach for a green build. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"chaos:plan; chaos.pace=fast", "chaos:list; chaos.failOnBreach=ture", "chaos:run; chaos.skip=yes"})
    void aValueThatNoGoalTakesIsRefusedByEach(String goal, String property) throws Exception {
        String[] words = property.split("=", -1);

        assertThat(fails(goal, "-pl", "shop", "-D" + property))
                .contains(words[0] + " is '")
                .contains(", not '" + words[1] + "'");
    }

    @Test
    void inTheRootOfAReactorTheModuleIsNamed() throws Exception {
        assertThat(fails("chaos:run")).contains("call mvn -pl shop chaos:run");
        assertThat(fails("-N", "chaos:plan", "-Dscenario=slow")).contains("call mvn -pl shop chaos:plan");
        assertThat(fails("chaos:doctor")).contains("call mvn -pl shop chaos:doctor");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "plan", "validate", "list"})
    void aModuleWithoutScenariosSaysHowNotToInherit(String goal) throws Exception {
        assertThat(fails("verify", "-pl", "empty", "-Pbound-above", "-Dbound=" + goal))
                .contains("there are no scenarios in")
                .contains("in the module shop: bind the goal there")
                .contains("set <inherited>false</inherited> on its execution");
    }

    @Test
    void withoutAPomTheCoordinatesAndTheGroupAreNamed() throws Exception {
        assertThat(log(false, "builds/shop/scenarios", PLUGIN + "run"))
                .contains("There is no POM here", "mvn " + PLUGIN + "run")
                .contains("<pluginGroup>dev.holograph.chaos</pluginGroup>");
        assertThat(log(false, "builds/shop/scenarios", PLUGIN + "report"))
                .contains("mvn " + PLUGIN + "report", "<pluginGroup>dev.holograph.chaos</pluginGroup>");
    }

    @Test
    void whatFailedLastTimeIsRunAgainAlone() throws Exception {
        assertThat(fails("chaos:run", "-pl", "shop", "-Dchaos.rerun=failed"))
                .contains("nobody knows what has failed", "Nothing was started");

        assertThat(fails("verify", "-pl", "shop")).contains("CHAOS PASS: scenario 'slow'", "CHAOS BREACH");

        assertThat(fails("chaos:run", "-pl", "shop", "-Dchaos.rerun=failed"))
                .contains("Only what was not green last time: cut-off (BREACH); left out, since green last time: slow")
                .contains("CHAOS BREACH: scenario 'cut-off'")
                .doesNotContain("CHAOS PASS");
        assertThat(fails("chaos:run", "-pl", "shop", "-Dchaos.rerun=failed", "-Dscenario=slow"))
                .contains("none of the selected scenarios (slow) has failed last time")
                .contains("Nothing was started");
    }

    @Test
    void theNextMavenHasNothingToSayAboutOurPoms() throws Exception {
        try (Build build = Build.startMaven4("builds", folder, "verify", "-pl", "shop", "-Dscenario=slow")) {
            assertThat(log(true, build)).contains("CHAOS PASS: scenario 'slow'").doesNotContain("effective model");
        }
    }

    /** Maven 4 ends before any plugin is asked; Maven 3 goes on without the password. */
    @Test
    void aPasswordThatCannotBeDecryptedEndsTheNextMavenItself() throws Exception {
        Path settings = Files.writeString(folder.resolve("global.xml"), """
                <settings>
                  <servers><server><id>any</id><password>{bm90IGVuY3J5cHRlZA==}</password></server></servers>
                </settings>
                """);
        String[] arguments = {"chaos:list", "-pl", "shop", "-gs", settings.toString()};

        try (Build build = Build.startMaven4("builds", folder, arguments)) {
            assertThat(log(false, build)).contains("Error building settings").doesNotContain(":list (");
        }
        assertThat(passes(arguments)).contains("slow");
    }

    @Test
    void toolsAreFetchedBySettingsAndNotOffline() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        proxy.start();
        Path settings = Files.writeString(
                folder.resolve("global.xml"), """
                <settings>
                  <proxies><proxy><protocol>http</protocol><host>127.0.0.1</host><port>%d</port></proxy></proxies>
                  <mirrors>
                    <mirror><id>tools</id><mirrorOf>k6</mirrorOf><url>http://mirror.invalid/k6</url></mirror>
                  </mirrors>
                </settings>
                """.formatted(proxy.getAddress().getPort()));
        try {
            assertThat(fails("chaos:install-tools", "-pl", "shop", "-gs", settings.toString()))
                    .contains("by the proxy 127.0.0.1:" + proxy.getAddress().getPort() + " answered 404");
            assertThat(asked).singleElement().asString().startsWith("http://mirror.invalid/k6/v");

            assertThat(fails("chaos:install-tools", "-pl", "shop", "-o", "-gs", settings.toString()))
                    .contains("Maven is offline (-o)");
            assertThat(asked).hasSize(1);
        } finally {
            proxy.stop(0);
        }
    }
}
