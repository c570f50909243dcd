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

    private static final List<String> KNOWN = List.of(
            "scenario",
            "chaos.scenario",
            "chaos.tags",
            "chaos.rerun",
            "chaos.environment",
            "chaos.environmentDirectory",
            "chaos.k6");

    private final UnknownProperties properties = new UnknownProperties(KNOWN, true);
    private final UnknownProperties bound = new UnknownProperties(KNOWN, false);

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

    /** {@code -Dscenario=} has no prefix, so people leave it out elsewhere: on this machine it would be green for staging. */
    @ParameterizedTest
    @CsvSource({"environment, chaos.environment", "tags, chaos.tags", "tag, chaos.tags", "rerun, chaos.rerun"})
    void oneThatWasToChooseIsRefusedWithoutItsPrefixToo(String typed, String meant) throws ChaosException {
        assertThatThrownBy(() -> properties.warnings(of(typed), of()))
                .hasMessage("-D" + typed + " is unknown; did you mean -D" + meant
                        + "? Without it the goal would work on something else. Nothing was started.");
        assertThat(properties.warnings(of(typed, meant), of())).hasSize(1);
    }

    /** A build may have such properties of its own. */
    @ParameterizedTest
    @ValueSource(strings = {"environment", "tags", "rerun"})
    void ofABoundGoalItIsOnlyWarnedOfUnlessThePomHasItToo(String typed) throws ChaosException {
        assertThat(bound.warnings(of(typed), of()))
                .containsExactly("-D" + typed + " is not of this plugin and does nothing in it; did you mean -Dchaos."
                        + typed + "?");
        assertThat(bound.warnings(of(typed), of(typed))).isEmpty();
        assertThat(properties.warnings(of(typed), of(typed))).isEmpty();
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
