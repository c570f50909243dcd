package dev.holograph.chaos.maven;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.application.ChaosException;
import java.io.StringReader;
import java.util.Map;
import java.util.Properties;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that no goal has any use for. EverydayBuildsTest shows that the switches are those of the goals. */
class WrittenValuesTest {

    private static final Properties NONE = new Properties();

    private final WrittenValues values =
            new WrittenValues(Map.of("chaos.failOnBreach", "failOnBreach", "chaos.skip", "skip"));

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
        Xpp3Dom sound = configuration("<failOnBreach>${chaos.failOnBreach}</failOnBreach><skip> true </skip>");

        assertThatCode(() -> values.check(NONE, NONE, sound)).doesNotThrowAnyException();
    }
}
