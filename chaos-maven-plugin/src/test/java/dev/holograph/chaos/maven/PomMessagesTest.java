package dev.holograph.chaos.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.MessageSpec;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Violation;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.model.InputSource;
import org.apache.maven.model.io.xpp3.MavenXpp3ReaderEx;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.junit.jupiter.api.Test;

/** Messages of a POM, which Maven has read with its lines. */
class PomMessagesTest {

    private static List<MessageSpec> read(String messages) throws Exception {
        InputSource source = new InputSource();
        source.setLocation("/project/pom.xml");
        Object configuration = new MavenXpp3ReaderEx()
                .read(
                        new StringReader("<project><build><plugins><plugin><artifactId>chaos-maven-plugin</artifactId>"
                                + "<configuration>\n" + messages
                                + "</configuration></plugin></plugins></build></project>"),
                        true,
                        source)
                .getBuild()
                .getPlugins()
                .get(0)
                .getConfiguration();
        return new PomMessages(file -> file.replace("/project/", "")).read((Xpp3Dom) configuration);
    }

    private static List<String> mistakes(List<MessageSpec> specs) {
        return new Toolbox(Map.of(), (variable, server) -> Optional.empty())
                .messages(environment(specs)).violations().stream()
                        .map(Violation::message)
                        .toList();
    }

    private static Environment environment(List<MessageSpec> specs) {
        return new Environment(
                        "local", "local.yaml", "", List.of(), Map.of(), Map.of(), Environment.DriverChoice.AUTO, null)
                .withMessages(specs);
    }

    @Test
    void eachElementIsAMessage() throws Exception {
        List<MessageSpec> specs = read("""
                <messages>
                  <team><type>slack</type><server>slack</server><on>breach, fixed</on></team>
                  <lead>
                    <type>mail</type><host>smtp.example.org</host><from>a@example.org</from>
                    <to><address>b@example.org</address><address>c@example.org</address></to>
                  </lead>
                </messages>
                """);
        assertThat(specs).extracting(MessageSpec::name).containsExactly("team", "lead");
        assertThat(specs.get(1).settings().get("to").values())
                .extracting(MessageSpec.Value::text)
                .containsExactly("b@example.org", "c@example.org");
        assertThat(mistakes(specs)).isEmpty();
        assertThat(new Toolbox(Map.of(), (variable, server) -> Optional.empty())
                        .messages(environment(specs))
                        .get())
                .extracting(ConfiguredMessage::occasions)
                .containsExactly("on breach, fixed", "on breach, notProven, fixed");
    }

    @Test
    void aMistakeHasItsLineAndColumn() throws Exception {
        assertThat(mistakes(read("""
                <messages>
                  <team><type>slak</type><server>slack</server></team>
                  <lead><type>slack</type><server>slack</server><on>breech</on></lead>
                  <hook>
                    <type>webhook</type>
                    <url>https://example.org/aSecretOfThisWebhook</url>
                  </hook>
                  <none><on>always</on></none>
                </messages>
                """)))
                .satisfiesExactly(
                        one -> assertThat(one)
                                .isEqualTo(
                                        "pom.xml:3:15: unknown type of message 'slak'; did you mean 'slack'? Allowed:"
                                                + " mail, slack, webhook"),
                        one -> assertThat(one)
                                .startsWith("pom.xml:4:53: unknown value for on 'breech'; did you mean 'breach'?"),
                        one -> assertThat(one)
                                .startsWith("pom.xml:7:10: the URL of a webhook is a secret")
                                .doesNotContain("aSecret"),
                        one -> assertThat(one).startsWith("pom.xml:9:9: 'type' is missing"));
    }

    @Test
    void ofTwoWithOneNameTheEnvironmentsIsTaken() {
        Location here = new Location("x", 1, 1);
        MessageSpec pom = new MessageSpec("team", Map.of(), here);
        MessageSpec own = new MessageSpec("own", Map.of(), here);
        MessageSpec environment = new MessageSpec("team", Map.of(), new Location("y", 1, 1));
        assertThat(MessageReader.combined(List.of(pom, own), List.of(environment)))
                .containsExactly(environment, own);
    }

    @Test
    void noConfigurationHasNone() throws Exception {
        assertThat(new PomMessages(file -> file).read(null)).isEmpty();
        assertThat(read("<skip>true</skip>")).isEmpty();
    }
}
