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
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What docs/guide/tutorial-spring-boot-postgresql.md promises: a Spring Boot service with a real PostgreSQL, whose default
 * connection pool breaches one objective of each scenario, and whose mended one breaches none.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "builds are started in a process group of their own, as on Linux")
class SpringBootTutorialTest {

    private static final String PROJECT = "spring-boot-postgresql";
    private static final Duration MOST = Duration.ofMinutes(5);
    private static final Pattern BREACHED =
            Pattern.compile("<testcase name=\"([^\"]*)\"[^>]*><failure message=\"([^\"]*)\" type=\"(\\w+)\"");
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

    private static Build run(String scenario, Map<String, String> environment, String... arguments) throws Exception {
        String[] all = new String[arguments.length + 3];
        all[0] = "chaos:run";
        all[1] = "-Dscenario=" + scenario;
        all[2] = "-Dchaos.load=embedded";
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        Build build = Build.start(PROJECT, folder, environment, all);
        build.untilGone(MOST);
        return build;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "slow-database    | slo: p95(latency) &lt; 2s in every 5s",
                "database-gone    | slo: fraction(hours_ok) &gt; 80% in every 5s",
                "database-restart | slo: fraction(hours_ok) &gt; 80% in every 5s"
            })
    void theDefaultPoolBreachesOneObjectiveWhileTheFaultIsOn(String scenario, String objective) throws Exception {
        try (Build build = run(scenario, Map.of())) {
            assertThat(build.status()).as(build.log()).isNotZero();
            assertThat(build.log()).contains("CHAOS BREACH: scenario '" + scenario + "'");
        }
        List<MatchResult> breached = BREACHED.matcher(Files.readString(folder.resolve("target/chaos/TEST-chaos.xml")))
                .results()
                .toList();
        assertThat(breached).extracting(breach -> breach.group(1)).containsExactly(objective);
        assertThat(breached.get(0).group(3)).isEqualTo("breach");
        assertThat(breached.get(0).group(2)).containsPattern(WINDOW);
        MatchResult window =
                WINDOW.matcher(breached.get(0).group(2)).results().toList().get(0);
        // Warm-up and baseline take 15 s; the fault phase takes up to 20 s, or a little more on a busy machine.
        assertThat(Double.parseDouble(window.group(1))).isBetween(14.9, 36.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"slow-database", "database-gone", "database-restart"})
    void theMendedPoolHolds(String scenario) throws Exception {
        try (Build build = run(scenario, Map.of("SHOP_PROFILES", "pool"))) {
            assertThat(build.status()).as(build.log()).isZero();
            assertThat(build.log()).contains("CHAOS PASS: scenario '" + scenario + "'");
        }
    }
}
