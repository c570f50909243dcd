package dev.holograph.chaos.maven;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.application.ChaosException;
import dev.holograph.chaos.application.SettingValues;
import java.io.StringReader;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that no goal has any use for. EverydayBuildsTest shows that the switches are those of the goals. */
class WrittenValuesTest {

    private static final Properties NONE = new Properties();

    private final WrittenValues values = new WrittenValues(
            new SettingValues(new TreeSet<>(Set.of("k6", "embedded"))),
            Map.of(
                    "chaos.failOnBreach",
                    "failOnBreach",
                    "chaos.skip",
                    "skip",
                    "chaos.pace",
                    "pace",
                    "chaos.fault",
                    "fault",
                    "chaos.load",
                    "load"),
            Set.of("chaos.failOnBreach", "chaos.skip"));

    private static Properties of(String name, String value) {
        Properties properties = new Properties();
        properties.setProperty(name, value);
        return properties;
    }

    private static Xpp3Dom configuration(String inner) throws Exception {
        return Xpp3DomBuilder.build(new StringReader("<configuration>" + inner + "</configuration>"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "chaos.pace; fast; 'full' or 'quick'",
                "chaos.parallel; 0; 'auto' or a whole number from 1 to 64",
                "chaos.notProven; ignore; 'fail' or 'warn'",
                "chaos.rerun; all; 'failed'",
                "chaos.trend; -3; a whole number from 0 on",
                "chaos.load; jmeter; one of auto, embedded, k6",
                "chaos.failOnBreach; ture; 'true' or 'false'",
                "chaos.failOnBreach; \"\"; 'true' or 'false'",
            })
    void aWrongOneIsRefusedWithThoseThatThereAre(String name, String value, String allowed) {
        String message = name + " is " + allowed + ", not '" + value + "'";

        assertThatThrownBy(() -> values.check(of(name, value), NONE, null))
                .isInstanceOf(ChaosException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> values.check(NONE, of(name, value), null)).hasMessage(message);
    }

    @Test
    void aMisspeltLoadEngineIsRefusedWithTheNearest() {
        assertThatThrownBy(() -> values.check(of("chaos.load", "k7"), NONE, null))
                .hasMessage("chaos.load is one of auto, embedded, k6, not 'k7'; did you mean 'k6'?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"warmup", "baseline", "fault", "recovery"})
    void aLengthOfAPhaseIsADuration(String phase) {
        assertThatThrownBy(() -> values.check(of("chaos." + phase, "5 parsecs"), NONE, null))
                .isInstanceOf(ChaosException.class)
                .hasMessageStartingWith("chaos." + phase + ": ")
                .hasMessageContaining("5 parsecs");
    }

    /** As pipelines do whose variable is empty. */
    @ParameterizedTest
    @ValueSource(strings = {"chaos.load", "chaos.fault"})
    void anEmptyOneOfThemIsNone(String name) {
        assertThatCode(() -> values.check(of(name, ""), NONE, null)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false", "TRUE"})
    void aSwitchIsOnOrOff(String value) {
        assertThatCode(() -> values.check(of("chaos.failOnBreach", value), NONE, null))
                .doesNotThrowAnyException();
    }

    @Test
    void whatIsTypedWins() {
        assertThatCode(() -> values.check(of("chaos.pace", "quick"), of("chaos.pace", "fast"), null))
                .doesNotThrowAnyException();
    }

    @Test
    void othersAreLeftToWhoUsesThem() {
        assertThatCode(() -> values.check(of("chaos.fault", "5s"), of("pace", "fast"), null))
                .doesNotThrowAnyException();
    }

    @Test
    void theConfigurationOfAPomIsLookedAtToo() throws Exception {
        assertThatThrownBy(() -> values.check(NONE, NONE, configuration("<failOnBreach>ture</failOnBreach>")))
                .hasMessage("<failOnBreach> is 'true' or 'false', not 'ture'");
        assertThatThrownBy(() -> values.check(NONE, NONE, configuration("<pace>fast</pace>")))
                .hasMessage("chaos.pace is 'full' or 'quick', not 'fast'");
        assertThatThrownBy(() -> values.check(NONE, NONE, configuration("<load>k7</load>")))
                .hasMessageStartingWith("chaos.load is one of");
        assertThatThrownBy(() -> values.check(NONE, NONE, configuration("<fault>soon</fault>")))
                .hasMessageStartingWith("chaos.fault: ");
        Xpp3Dom sound = configuration("<failOnBreach>${chaos.failOnBreach}</failOnBreach><skip> true </skip>");

        assertThatCode(() -> values.check(NONE, NONE, sound)).doesNotThrowAnyException();
    }
}
