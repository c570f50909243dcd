package dev.holograph.chaos.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.application.Build;
import dev.holograph.chaos.application.ChaosApplication;
import dev.holograph.chaos.application.ChaosException;
import dev.holograph.chaos.application.Choices;
import dev.holograph.chaos.application.Selectors;
import dev.holograph.chaos.application.Workspace;
import dev.holograph.chaos.plan.MessageSpec;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.maven.model.InputSource;
import org.apache.maven.model.io.xpp3.MavenXpp3ReaderEx;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages of a POM, which Maven has read with its lines. */
class PomMessagesTest {

    @TempDir
    private Path root;

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

    /** As {@code chaos:validate} tells them. */
    private List<String> mistakes(List<MessageSpec> specs) throws Exception {
        try {
            application(specs).validate();
            return List.of();
        } catch (ChaosException e) {
            return String.valueOf(e.getMessage()).lines().skip(1).toList();
        }
    }

    /** With one scenario and an environment that have no mistakes. */
    private ChaosApplication application(List<MessageSpec> specs) throws IOException {
        Path scenarios = Files.createDirectories(root.resolve("scenarios"));
        Path environments = Files.createDirectories(root.resolve("environments"));
        Files.writeString(scenarios.resolve("slow.yaml"), """
                load: { http: { target: web, path: / }, rate: 400/s }
                duration: { baseline: 1m, fault: 1m, recovery: 1m }
                fault: { type: latency, target: web, delay: 20ms }
                steadyState: [error_rate < 1%]
                slo: [error_rate < 5%]
                """);
        Files.writeString(environments.resolve("local.yaml"), """
                targets: { web: { url: "http://127.0.0.1:8080", through: proxy } }
                drivers: { latency: proxy }
                """);
        Build build = new Build(
                new Workspace(root, scenarios, environments, root.resolve("target"), Map.of()),
                root,
                root.resolve("state"),
                Map.of(),
                (variable, server) -> Optional.empty(),
                specs,
                Map.of(),
                coordinates -> root.resolve(coordinates),
                Instant.EPOCH,
                new HashSet<>(),
                false,
                false,
                (folder, parameter) -> "",
                new MavenLog(new SystemStreamLog()));
        Selectors all = new Selectors(null, null, null, null, null, null, new Properties());
        return new ChaosApplication(build, new Choices(all, Choices.LOCAL, Map.of(), null, null, null));
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
        assertThat(specs.get(0).settings().get("on").values())
                .extracting(MessageSpec.Value::text)
                .containsExactly("breach", "fixed");
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

    /** The POMs of the guide, as Maven reads them. */
    @Test
    void everyMessageOfAPomInTheGuideIsRight() throws Exception {
        String guide = Files.readString(Path.of("..").resolve("docs/guide/messages.md"));
        Matcher messages =
                Pattern.compile("<messages>.*?</messages>", Pattern.DOTALL).matcher(guide);
        assertThat(messages.find()).isTrue();
        Xpp3Dom configuration = new Xpp3Dom("configuration");
        configuration.addChild(Xpp3DomBuilder.build(new StringReader(messages.group())));
        List<MessageSpec> specs = new PomMessages(file -> file).read(configuration);
        assertThat(specs).hasSize(1);
        assertThat(mistakes(specs)).isEmpty();
    }

    @Test
    void noConfigurationHasNone() throws Exception {
        assertThat(new PomMessages(file -> file).read(null)).isEmpty();
        assertThat(read("<skip>true</skip>")).isEmpty();
    }
}
