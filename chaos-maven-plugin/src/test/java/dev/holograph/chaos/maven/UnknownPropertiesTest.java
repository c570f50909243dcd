package dev.holograph.chaos.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.application.ChaosException;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Properties that nothing reads. EverydayBuildsTest shows that the known ones are those of the goals. */
class UnknownPropertiesTest {

    private final UnknownProperties properties = new UnknownProperties(List.of(
            "scenario", "chaos.scenario", "chaos.tags", "chaos.environment", "chaos.environmentDirectory", "chaos.k6"));

    private static Properties of(String... names) {
        Properties properties = new Properties();
        for (String name : names) {
            properties.setProperty(name, "x");
        }
        return properties;
    }

    @Test
    void whatIsKnownOrNotOursIsLeftAlone() throws ChaosException {
        assertThat(properties.warnings(
                        of("scenario", "chaos.tags", "chaos.k6", "skipTests", "chaosmonkey"),
                        of("chaos.monkey.enabled", "shop.version")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "chaos.environmentdirectory, -Dchaos.environmentDirectory",
        "chaos.K6, -Dchaos.k6",
    })
    void theNearestIsNamed(String typed, String nearest) throws ChaosException {
        assertThat(properties.warnings(of(typed), of()))
                .containsExactly("-D" + typed + " is unknown and does nothing; did you mean " + nearest + "?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"chaos.scenarios", "chaos.scneario", "chaos.tag", "chaos.enviroment", "scenarios", "Scenario"})
    void oneThatWasToChooseIsRefused(String typed) {
        assertThatThrownBy(() -> properties.warnings(of(typed), of()))
                .isInstanceOf(ChaosException.class)
                .hasMessageContaining("-D" + typed + " is unknown; did you mean -D")
                .hasMessageContaining("Nothing was started");
    }

    @Test
    void besideTheRightOneItIsOnlyWarnedOf() throws ChaosException {
        assertThat(properties.warnings(of("scenario", "scenarios"), of())).hasSize(1);
    }

    /** Which parameters there are, the scenarios say; a POM sets none. */
    @Test
    void valuesOfParametersBelongToTheCommandLine() throws ChaosException {
        assertThat(properties.warnings(of("chaos.p.delay"), of("chaos.p.rate")))
                .containsExactly(
                        "the property chaos.p.rate of the POM does nothing: parameters are set on the command line,"
                                + " or under parameters: of an environment");
    }

    @Test
    void ofThePomOnlyWhatIsNearlyOursIsToldOnce() throws ChaosException {
        assertThat(properties.warnings(of("chaos.K6"), of("chaos.K6", "chaos.tagz", "chaos.our-own-property")))
                .satisfiesExactly(typed -> assertThat(typed).startsWith("-Dchaos.K6"), pom -> assertThat(pom)
                        .startsWith("the property chaos.tagz of the POM"));
    }
}
