package dev.holograph.chaos.adapters.message.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.message.TestContext;
import dev.holograph.chaos.scenario.Violation;
import dev.holograph.chaos.spi.Messenger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How a mail is configured, and what is wrong with it. */
class MailSettingsTest {

    private static List<String> mistakes(String... keysAndValues) {
        return new MailMessageProvider()
                .messenger(TestContext.settings(keysAndValues)).violations().stream()
                        .map(Violation::message)
                        .toList();
    }

    @Test
    void whatIsNeededIsAskedForAtOnce() {
        assertThat(mistakes())
                .containsExactly(
                        "env.yaml:1:3: 'host' is missing; write, for example, `host: smtp.example.org`",
                        "env.yaml:1:3: 'from' is missing; write, for example, `from: chaos@example.org`",
                        "env.yaml:1:3: 'to' is missing; write, for example, `to: [team@example.org]`");
    }

    @Test
    void aPasswordInTheFileIsRefusedAndNotRepeated() {
        List<String> mistakes =
                mistakes("host", "h", "from", "a@b.org", "to", "c@d.org", "password", "aPasswordInTheFile");
        assertThat(mistakes).hasSize(1);
        assertThat(mistakes.get(0))
                .startsWith("env.yaml:5:5: a password is a secret and must not stand in this file; remove 'password', ")
                .doesNotContain("aPasswordInTheFile");
    }

    @Test
    void aPasswordWithinTheHostIsNotRepeated() {
        assertThat(mistakes("host", "user:aPassword@smtp.example.org", "from", "a@b.org", "to", "c@d.org"))
                .containsExactly(
                        "env.yaml:2:15: 'host' is not the name of a host; write `host: smtp.example.org`, and the"
                                + " port under `port:`");
    }

    @Test
    void aPasswordNeverGoesUnencrypted() {
        assertThat(mistakes(
                        "host",
                        "smtp.example.org",
                        "from",
                        "a@b.org",
                        "to",
                        "c@d.org",
                        "server",
                        "smtp",
                        "security",
                        "none"))
                .containsExactly("env.yaml:1:3: the password would go to another machine without encryption; write"
                        + " `security: starttls` or `security: tls`");
        assertThat(mistakes(
                        "host", "localhost", "from", "a@b.org", "to", "c@d.org", "server", "smtp", "security", "none"))
                .isEmpty();
        assertThat(mistakes("host", "smtp.example.org", "from", "a@b.org", "to", "c@d.org", "security", "none"))
                .isEmpty();
    }

    @Test
    void whatIsWrittenWrongIsNamed() {
        assertThat(mistakes(
                        "host", "h", "from", "nobody", "to", "a@b.org, c d@e", "port", "99999", "security", "starttl"))
                .containsExactly(
                        "env.yaml:6:15: unknown value for security 'starttl'; did you mean 'starttls'? Allowed: none,"
                                + " starttls, tls",
                        "env.yaml:5:15: 'port' is no whole number from 1 to 65535",
                        "env.yaml:3:15: 'nobody' is no mail address; write name@example.org",
                        "env.yaml:4:15: 'c d@e' is no mail address; write name@example.org");
    }

    @Test
    void whatIsSetNowhereIsMissing() {
        Messenger messenger = new MailMessageProvider()
                .messenger(TestContext.settings(
                        "host", "h", "from", "a@b.org", "to", "c@d.org", "variable", "SMTP_PASSWORD", "server", "smtp"))
                .get();
        assertThat(messenger.missing(new TestContext(Map.of())))
                .contains(
                        "the environment variable SMTP_PASSWORD is not set and settings.xml has no <server> 'smtp' with"
                                + " a password");
        assertThat(messenger.missing(new TestContext(Map.of("SMTP_PASSWORD", "x"))))
                .contains("there is a password and no user; write `user:`, or a <username> in the <server>");
        assertThat(messenger.missing(new TestContext(Map.of("smtp", "x"), "chaos")))
                .isEmpty();
    }

    @Test
    void anEmptyHostIsNotAMistakeButLeavesNothingToSendTo() {
        Messenger messenger = new MailMessageProvider()
                .messenger(TestContext.settings("host", "", "from", "a@b.org", "to", "c@d.org"))
                .get();
        assertThat(messenger.missing(new TestContext(Map.of()))).contains("its host, from or to is empty");
    }
}
