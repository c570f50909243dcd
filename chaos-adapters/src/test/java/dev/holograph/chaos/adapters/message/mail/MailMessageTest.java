package dev.holograph.chaos.adapters.message.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import dev.holograph.chaos.adapters.message.Outcomes;
import dev.holograph.chaos.adapters.message.TestContext;
import dev.holograph.chaos.adapters.message.mail.MailSettings.Security;
import dev.holograph.chaos.adapters.message.mail.StarttlsServer.Refusal;
import dev.holograph.chaos.spi.MessageException;
import dev.holograph.chaos.spi.OutcomeMessage;
import dev.holograph.chaos.spi.SecretSource;
import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mail to a real server. */
@Timeout(60)
class MailMessageTest {

    private static final String PASSWORD = "aPassword Of/This+Server";
    private static final TestContext CONTEXT = new TestContext(Map.of("smtp", PASSWORD), "chaos");

    private GreenMail server;

    private GreenMail start(String protocol) {
        server = new GreenMail(new ServerSetup(0, "127.0.0.1", protocol).dynamicPort());
        server.setUser("chaos@example.org", "chaos", PASSWORD);
        server.start();
        return server;
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop();
        }
    }

    private int port() {
        return server.getSmtp() == null
                ? server.getSmtps().getPort()
                : server.getSmtp().getPort();
    }

    private SmtpMessenger messenger(Security security, SecretSource secret, SSLSocketFactory trusted) {
        return new SmtpMessenger(
                new MailSettings(
                        "127.0.0.1",
                        port(),
                        security,
                        null,
                        secret,
                        "Chaos tests <chaos@example.org>",
                        List.of("team@example.org", "lead@example.org")),
                Duration.ofMillis(1500),
                trusted);
    }

    private static final SecretSource SMTP = new SecretSource(null, "smtp");

    private MimeMessage received(OutcomeMessage message) throws Exception {
        start(ServerSetup.PROTOCOL_SMTP);
        messenger(Security.NONE, SMTP, null).send(message, CONTEXT, TestContext.deadline());
        assertThat(server.getReceivedMessages()).hasSize(2); // one for each recipient
        return server.getReceivedMessages()[0];
    }

    private static String part(Multipart parts, int index) throws Exception {
        return (String) parts.getBodyPart(index).getContent();
    }

    @Test
    void aBreachIsToldAsTextAndAsHtmlWithAChart() throws Exception {
        MimeMessage mail = received(Outcomes.breach());

        assertThat(mail.getSubject()).isEqualTo("[chaos] BREACH: test – holograph, test");
        assertThat(mail.getFrom()[0]).hasToString("Chaos tests <chaos@example.org>");
        assertThat(mail.getRecipients(Message.RecipientType.TO)).hasSize(2);
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getMessageID()).endsWith("@example.org>");
        assertThat(mail.getSentDate()).isEqualTo(java.util.Date.from(TestContext.NOW));

        Multipart alternatives = (Multipart) mail.getContent();
        assertThat(alternatives.getContentType()).startsWith("multipart/alternative");
        assertThat(part(alternatives, 0))
                .contains("BREACH: test", "Project: holograph", "Commit: 0123456789abcdef0123")
                .contains("  - error_rate < 5% (fault) does not hold: 19.98%, wanted < 5%")
                .contains("Report: target/chaos/ChaosReport.md", "CI run: https://ci.example/run/7");
        Multipart related = (Multipart) alternatives.getBodyPart(1).getContent();
        assertThat(related.getContentType()).startsWith("multipart/related");
        String html = part(related, 0);
        assertThat(html)
                .contains("error_rate &lt; 5% (fault) does not hold: 19.98%, wanted &lt; 5%")
                .contains("<img src=\"cid:run-1@chaos\"", "<a href=\"https://ci.example/run/7\">CI run</a>");
        BodyPart image = related.getBodyPart(1);
        assertThat(image.getHeader("Content-ID")).containsExactly("<run-1@chaos>");
        assertThat(image.getContentType()).startsWith("image/png");
        try (InputStream png = image.getInputStream()) {
            BufferedImage chart = ImageIO.read(png);
            assertChart(chart);
        }
    }

    /** The fault's band, the errors in it and the line of the latency are where they belong. */
    private static void assertChart(BufferedImage chart) {
        assertThat(chart.getWidth()).isEqualTo(ChartImage.WIDTH);
        int during = 64 + 644 * 30 / 70;
        int before = 64 + 644 * 10 / 70;
        assertThat(colours(chart, during)).contains(0xfff0e0, 0xcf222e, 0x0969da);
        assertThat(colours(chart, before)).contains(0x0969da).doesNotContain(0xfff0e0, 0xcf222e);
    }

    private static List<Integer> colours(BufferedImage chart, int x) {
        return java.util.stream.IntStream.range(26, 216)
                .mapToObj(y -> chart.getRGB(x, y) & 0xffffff)
                .distinct()
                .toList();
    }

    @Test
    void aGreenBuildHasNoChart() throws Exception {
        MimeMessage mail = received(Outcomes.fixed());
        assertThat(mail.getSubject()).isEqualTo("[chaos] PASS again: test – holograph, test");
        Multipart alternatives = (Multipart) mail.getContent();
        assertThat(part(alternatives, 0)).contains("(test), BREACH last time");
        assertThat(part(alternatives, 1)).startsWith("<!doctype html>").doesNotContain("<img");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\r\nBcc: evil@example.org\r\n\r\nbody",
                "x\nBcc: evil@example.org",
                "x\u2028Bcc: e@x.org",
                "x\rBcc: evil@example.org"
            })
    void noTextBecomesAHeader(String text) throws Exception {
        MimeMessage mail = received(Outcomes.hostile(text, 1));
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getSubject()).startsWith("[chaos] x Bcc: ").doesNotContain("\r", "\n");
        assertThat(mail.getContentType()).startsWith("multipart/alternative");
        assertThat(server.getReceivedMessages()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@example.org\r\nBcc: evil@example.org",
                "a@example.org, b@example.org",
                "team",
                "a b@c",
                "@",
                "a@b@c",
                "\"a\r\n\" <a@example.org>"
            })
    void whatIsNoAddressIsRefused(String address) {
        assertThat(Addresses.problem(address)).endsWith("is no mail address").doesNotContain("\n", "\r");
    }

    @Test
    void noTextBecomesHtml() throws Exception {
        String text = "<script>alert(1)</script>\"' onerror=x & \u001b[31m<img src=x>";
        MimeMessage mail = received(Outcomes.hostile(text, 2));
        Multipart related =
                (Multipart) ((Multipart) mail.getContent()).getBodyPart(1).getContent();
        assertThat(part(related, 0))
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .contains("href=\"https://ci.example/?a=&lt;b&gt;&amp;c=&quot;d&#39;\"")
                .doesNotContain("<script", "<img src=x", "javascript:", "\u001b");
    }

    private static SmtpMessenger byStarttls(StarttlsServer server) throws Exception {
        return new SmtpMessenger(
                new MailSettings(
                        "localhost",
                        server.port(),
                        Security.STARTTLS,
                        null,
                        SMTP,
                        "chaos@example.org",
                        List.of("team@example.org", "lead@example.org")),
                Duration.ofSeconds(5),
                TestCertificates.trusting());
    }

    @Test
    void itGoesByStarttls() throws Exception {
        try (StarttlsServer starttls = new StarttlsServer("chaos", PASSWORD)) {
            byStarttls(starttls).send(Outcomes.breach(), CONTEXT, TestContext.deadline());
            assertThat(starttls.privateConnections()).isEqualTo(1);
            assertThat(starttls.recipients()).containsExactly("team@example.org", "lead@example.org");
            assertThat(starttls.received()).singleElement().asString().contains("Subject: ", "image/png");
        }
    }

    @ParameterizedTest
    @CsvSource({"from, 451", "to, 450", "data, 452"})
    void whatIsRefusedForNowIsSentAgain(String at, int code) throws Exception {
        TestContext context = new TestContext(Map.of("smtp", PASSWORD), "chaos");
        // Of the recipients each one is refused: greylisting knows none of them yet.
        Refusal refusal = new Refusal(at, code, "try again later");
        try (StarttlsServer starttls = new StarttlsServer("chaos", PASSWORD)
                .refusing(at.equals("to") ? new Refusal[] {refusal, refusal} : new Refusal[] {refusal})) {
            byStarttls(starttls).send(Outcomes.breach(), context, TestContext.deadline());
            assertThat(starttls.received()).hasSize(1);
            assertThat(context.pauses).containsExactly(Duration.ofSeconds(1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"from", "data"})
    void whatIsRefusedForGoodIsNot(String at) throws Exception {
        TestContext context = new TestContext(Map.of("smtp", PASSWORD), "chaos");
        try (StarttlsServer starttls =
                new StarttlsServer("chaos", PASSWORD).refusing(new Refusal(at, 550, "policy of " + PASSWORD))) {
            assertThatThrownBy(() -> byStarttls(starttls).send(Outcomes.breach(), context, TestContext.deadline()))
                    .isInstanceOf(MessageException.class)
                    .hasMessage("localhost:" + starttls.port() + ": 550 policy of ***");
            assertThat(starttls.received()).isEmpty();
            assertThat(context.pauses).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {450, 550})
    void whoIsRefusedDoesNotKeepItFromTheOthers(int code) throws Exception {
        TestContext context = new TestContext(Map.of("smtp", PASSWORD), "chaos");
        try (StarttlsServer starttls = new StarttlsServer("chaos", PASSWORD)
                .refusing(new Refusal("team@example.org", code, "nobody of that name"))) {
            assertThatThrownBy(() -> byStarttls(starttls).send(Outcomes.breach(), context, TestContext.deadline()))
                    .isInstanceOf(MessageException.class)
                    .hasMessage("sent, but not to team@example.org: localhost:" + starttls.port() + ": " + code
                            + " nobody of that name");
            assertThat(starttls.received()).hasSize(1);
            assertThat(context.pauses).isEmpty();
        }
    }

    @Test
    void aConnectionThatIsNotPrivateGetsNoPassword() throws Exception {
        try (StarttlsServer starttls = new StarttlsServer("chaos", PASSWORD)) {
            SmtpMessenger untrusting = new SmtpMessenger(new MailSettings(
                    "localhost",
                    starttls.port(),
                    Security.STARTTLS,
                    null,
                    SMTP,
                    "a@example.org",
                    List.of("b@example.org")));
            assertThatThrownBy(() -> untrusting.send(Outcomes.breach(), CONTEXT, TestContext.deadline()))
                    .hasMessageContaining("cannot be trusted: ");
            assertThat(starttls.received()).isEmpty();
        }
    }

    @Test
    void itGoesByTls() throws Exception {
        TestCertificates.forGreenMail();
        start(ServerSetup.PROTOCOL_SMTPS);
        SmtpMessenger messenger = new SmtpMessenger(
                new MailSettings(
                        "localhost", port(), Security.TLS, null, SMTP, "a@example.org", List.of("b@example.org")),
                Duration.ofSeconds(5),
                TestCertificates.trusting());
        assertThat(messenger.look(CONTEXT))
                .isEqualTo("localhost:" + port()
                        + " (tls) answers, and lets in the user with the password from <server>" + " 'smtp'");
        assertThat(server.getReceivedMessages()).isEmpty();
        messenger.send(Outcomes.breach(), CONTEXT, TestContext.deadline());
        assertThat(server.getReceivedMessages()).hasSize(1);
    }

    @Test
    void aCertificateForAnotherHostIsNotTrusted() throws Exception {
        TestCertificates.forGreenMail();
        start(ServerSetup.PROTOCOL_SMTPS);
        assertThatThrownBy(() -> messenger(Security.TLS, SMTP, TestCertificates.trusting())
                        .send(Outcomes.breach(), CONTEXT, TestContext.deadline()))
                .isInstanceOf(MessageException.class)
                .hasMessageContaining("127.0.0.1:" + port() + " cannot be trusted: ");
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void aSelfSignedCertificateIsNotTrusted() throws Exception {
        TestCertificates.forGreenMail();
        start(ServerSetup.PROTOCOL_SMTPS);
        assertThatThrownBy(() ->
                        messenger(Security.TLS, SMTP, null).send(Outcomes.breach(), CONTEXT, TestContext.deadline()))
                .isInstanceOf(MessageException.class)
                .hasMessage("127.0.0.1:" + port() + " cannot be trusted: unable to find valid certification path to"
                        + " requested target; if the server is right, put the certificate of its CA into a trust store"
                        + " and name that in MAVEN_OPTS by -Djavax.net.ssl.trustStore=FILE");
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void aServerWithoutStarttlsGetsNothing() {
        start(ServerSetup.PROTOCOL_SMTP);
        TestContext context = new TestContext(Map.of("smtp", PASSWORD), "chaos");
        assertThatThrownBy(() -> messenger(Security.STARTTLS, SMTP, null)
                        .send(Outcomes.breach(), context, TestContext.deadline()))
                .isInstanceOf(MessageException.class)
                .hasMessage("127.0.0.1:" + port() + " does not offer STARTTLS; nothing was sent. Use `security: tls`"
                        + " with its port, or another server");
        assertThat(context.pauses).isEmpty();
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void aWrongPasswordIsNotTriedAgainAndNotTold() {
        start(ServerSetup.PROTOCOL_SMTP);
        String wrong = "aWrongPassword";
        TestContext context = new TestContext(Map.of("smtp", wrong), "chaos");
        assertThatThrownBy(() ->
                        messenger(Security.NONE, SMTP, null).send(Outcomes.breach(), context, TestContext.deadline()))
                .isInstanceOf(MessageException.class)
                .hasMessage("127.0.0.1:" + port() + " does not let the user in; check the user and the password from"
                        + " <server> 'smtp'")
                .hasMessageNotContaining(wrong);
        assertThat(context.pauses).isEmpty();
    }

    @Test
    void nobodyThereIsTriedThreeTimes() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        TestContext context = new TestContext(Map.of("smtp", PASSWORD), "chaos");
        SmtpMessenger messenger = new SmtpMessenger(new MailSettings(
                "127.0.0.1", port, Security.NONE, null, SMTP, "a@example.org", List.of("b@example.org")));
        assertThatThrownBy(() -> messenger.send(Outcomes.breach(), context, TestContext.deadline()))
                .hasMessageStartingWith("127.0.0.1:" + port + " cannot be used: ")
                .hasMessageEndingWith("(3 attempts)");
        assertThat(context.pauses).hasSize(2);
    }

    @Test
    void aServerThatNeverSpeaksEnds() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            SmtpMessenger messenger = new SmtpMessenger(
                    new MailSettings(
                            "127.0.0.1",
                            silent.getLocalPort(),
                            Security.NONE,
                            null,
                            null,
                            "a@example.org",
                            List.of("b@example.org")),
                    Duration.ofMillis(300),
                    null);
            assertThatThrownBy(() -> messenger.send(Outcomes.breach(), CONTEXT, TestContext.deadline()))
                    .isInstanceOf(MessageException.class)
                    .hasMessageEndingWith("(3 attempts)");
        }
    }

    @Test
    void theMailHoldsNoSecretAndNothingOfThisMachine() throws Exception {
        String whole = GreenMailUtil.getWholeMessage(received(Outcomes.breach()));
        assertThat(whole)
                .doesNotContain(PASSWORD)
                .doesNotContain(
                        Base64.getEncoder().encodeToString(PASSWORD.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .doesNotContain(System.getProperty("user.name") + "@");
    }
}
