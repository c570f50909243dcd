package dev.holograph.chaos.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * What docs/guide/tutorial-spring-boot-postgresql.md promises: a Spring Boot service with a real PostgreSQL, whose default
 * connection pool breaches one objective of each scenario, and whose mended one breaches none.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "builds are started in a process group of their own, as on Linux")
class SpringBootTutorialTest {

    private static final String PROJECT = "spring-boot-postgresql";
    private static final Duration MOST = Duration.ofMinutes(5);
    private static final Pattern BREACHED =
            Pattern.compile("<testcase name=\"([^\"]*)\" classname=\"chaos\\.local\\.([^\"]*)\"[^>]*>"
                    + "<failure message=\"([^\"]*)\" type=\"(\\w+)\"");
    private static final Pattern WINDOW = Pattern.compile("\\(fault, worst window from ([0-9.]+)s\\)");

    @TempDir
    private static Path folder;

    @BeforeAll
    static void theShopIsBuilt() throws Exception {
        try (Build build = Build.start(PROJECT, folder, Map.of(), "-q", "package")) {
            build.untilGone(MOST);
            assertThat(build.status()).as(build.log()).isZero();
        }
    }

    /** The suite of the tutorial, whose services are started once for all three scenarios. */
    private static Build suite(Map<String, String> environment) throws Exception {
        Build build =
                Build.start(PROJECT, folder, environment, "chaos:run", "-Dsuite=database", "-Dchaos.load=embedded");
        build.untilGone(MOST);
        return build;
    }

    @Test
    void theDefaultPoolBreachesOneObjectiveOfEachScenarioWhileTheFaultIsOn() throws Exception {
        Map<String, String> breached = Map.of(
                "slow-database", "slo: p95(latency) &lt; 2s in every 5s",
                "database-gone", "slo: fraction(hours_ok) &gt; 80% in every 5s",
                "database-restart", "slo: fraction(hours_ok) &gt; 80% in every 5s");
        try (Build build = suite(Map.of())) {
            assertThat(build.status()).as(build.log()).isNotZero();
            assertThat(breached.keySet()).allSatisfy(scenario -> assertThat(build.log())
                    .contains("CHAOS BREACH: scenario '" + scenario + "'"));
        }
        List<MatchResult> failed = BREACHED.matcher(Files.readString(folder.resolve("target/chaos/TEST-chaos.xml")))
                .results()
                .toList();
        assertThat(failed)
                .extracting(failure -> Map.entry(failure.group(2), failure.group(1)))
                .containsExactlyInAnyOrderElementsOf(breached.entrySet());
        for (MatchResult failure : failed) {
            assertThat(failure.group(4)).isEqualTo("breach");
            assertThat(failure.group(3)).containsPattern(WINDOW);
            MatchResult window =
                    WINDOW.matcher(failure.group(3)).results().toList().get(0);
            // Warm-up and baseline take 15 s; the fault phase takes up to 20 s, or a little more on a busy machine.
            assertThat(Double.parseDouble(window.group(1))).isBetween(14.9, 36.0);
        }
    }

    @Test
    void theMendedPoolHolds() throws Exception {
        try (Build build = suite(Map.of("SHOP_PROFILES", "pool"))) {
            assertThat(build.status()).as(build.log()).isZero();
            assertThat(List.of("slow-database", "database-gone", "database-restart"))
                    .allSatisfy(
                            scenario -> assertThat(build.log()).contains("CHAOS PASS: scenario '" + scenario + "'"));
        }
    }
}
