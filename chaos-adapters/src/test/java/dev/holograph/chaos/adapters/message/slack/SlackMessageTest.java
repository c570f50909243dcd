package dev.holograph.chaos.adapters.message.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.adapters.message.Outcomes;
import dev.holograph.chaos.adapters.message.TestContext;
import dev.holograph.chaos.adapters.message.WebServer;
import dev.holograph.chaos.adapters.message.WebServer.Answer;
import dev.holograph.chaos.scenario.Validated;
import dev.holograph.chaos.scenario.Violation;
import dev.holograph.chaos.spi.MessageException;
import dev.holograph.chaos.spi.Messenger;
import dev.holograph.chaos.spi.OutcomeMessage;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages to a server that refuses what Slack refuses. */
class SlackMessageTest {

    private static WebServer slack() throws Exception {
        return new WebServer(body ->
                SlackRules.refuse(body).map(error -> Answer.of(400, error)).orElse(Answer.of(200, "ok")));
    }

    private static Messenger messenger() {
        return new SlackMessageProvider()
                .messenger(TestContext.settings("variable", "SLACK_URL"))
                .get();
    }

    private static String sent(OutcomeMessage message) throws Exception {
        try (WebServer slack = slack()) {
            messenger()
                    .send(
                            message,
                            new TestContext(Map.of("SLACK_URL", slack.url("/services/T0/B0/x"))),
                            TestContext.deadline());
            assertThat(slack.requests).hasSize(1);
            assertThat(slack.requests.get(0).path()).isEqualTo("/services/T0/B0/x");
            return slack.requests.get(0).body();
        }
    }

    @Test
    void aBreachSaysWhatBrokeAndWhereToRead() throws Exception {
        String body = sent(Outcomes.breach());
        JsonObject message = new JsonObject(body);

        assertThat(message.getString("text")).isEqualTo("BREACH: test");
        assertThat(message.getJsonArray("blocks")
                        .getJsonObject(0)
                        .getJsonObject("text")
                        .getString("text"))
                .isEqualTo("BREACH: test");
        assertThat(body)
                .contains("*Project*\\nholograph", "*Environment*\\ntest", "*Commit*\\n0123456789")
                .contains("The system did not do what it should: 1 objective does not hold.")
                .contains("error_rate &lt; 5% (fault) does not hold: 19.98%, wanted &lt; 5%")
                .contains("<https://ci.example/run/7|CI run>");
    }

    @Test
    void whatWorksAgainSaysSo() throws Exception {
        assertThat(sent(Outcomes.fixed())).contains("PASS again: test", "It was BREACH last time.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!channel> <@U1> & <https://evil.example|click>\r\n*bold* `code` @here",
                "\u001b[31mred\u001b[0m \u202Egnp.exe \u0000\u0007",
                "<<<<<<<<<<&&&&&&&&&&>>>>>>>>>>",
                "\uD83D\uDE80 \u00e9\u4e2d"
            })
    void aForeignTextIsInertAndNeverTooLong(String text) throws Exception {
        for (int times : new int[] {1, 3000}) {
            for (int scenarios : new int[] {1, 60}) {
                String body = sent(Outcomes.hostile(text.repeat(times), scenarios));
                assertThat(body.length()).isLessThan(10_000);
                assertThat(body)
                        .doesNotContain("<!channel>", "<@U1>", "<https://evil", "javascript:", "\u001b", "\u202E")
                        .doesNotContain("&am…", "&l…", "&g…");
                assertThat(new JsonObject(body).encode()).doesNotContain("\\ud83d…");
            }
        }
    }

    @Test
    void ofManyScenariosTheRestIsCounted() throws Exception {
        assertThat(sent(Outcomes.hostile("late", 60))).contains("and 50 more scenarios: see the report");
        assertThat(sent(Outcomes.hostile("late & ".repeat(100), 60))).containsPattern("and 5\\d more scenarios");
    }

    @Test
    void aWebhookThatIsGoneIsExplained() throws Exception {
        try (WebServer slack = WebServer.answering(Answer.of(404, "no_service"))) {
            TestContext context = new TestContext(Map.of("SLACK_URL", slack.url("/services/T0/B0/secretsecret")));
            assertThatThrownBy(() -> messenger().send(Outcomes.breach(), context, TestContext.deadline()))
                    .isInstanceOf(MessageException.class)
                    .hasMessageMatching(
                            "127\\.0\\.0\\.1:\\d+ answered 404 no_service; the webhook is gone or its URL is"
                                    + " wrong; make a new one in Slack and change the secret");
            assertThat(slack.requests).hasSize(1);
        }
    }

    @Test
    void aUrlInTheFileIsRefusedAndNotRepeated() {
        Validated<Messenger> read = new SlackMessageProvider()
                .messenger(TestContext.settings("url", "https://hooks.slack.com/services/T0/B0/secretsecret"));
        assertThat(read.violations().stream().map(Violation::message))
                .containsExactly(
                        "env.yaml:2:5: the URL of a webhook is a secret and must not stand in this file; remove 'url',"
                                + " change the secret if the file was shared, and write `variable: NAME` for an"
                                + " environment variable that holds it, or `server: ID` for a <server> of settings.xml"
                                + " whose password it is");
    }

    @Test
    void aUrlInPlaceOfAVariablesNameIsRefusedAndNotRepeated() {
        for (String key : new String[] {"variable", "server"}) {
            Validated<Messenger> read = new SlackMessageProvider()
                    .messenger(TestContext.settings(key, "https://hooks.slack.com/services/T0/B0/secretsecret"));
            assertThat(read.violations()).hasSize(1);
            assertThat(read.violations().get(0).message())
                    .startsWith("env.yaml:2:15: '" + key + "' must be the ")
                    .doesNotContain("secretsecret");
        }
    }

    @Test
    void anUnknownKeyHasItsNearestName() {
        Validated<Messenger> read =
                new SlackMessageProvider().messenger(TestContext.settings("varable", "SLACK_URL", "server", "slack"));
        assertThat(read.violations().get(0).message())
                .startsWith("env.yaml:2:5: unknown key 'varable'; did you mean 'variable'? Allowed: ");
    }
}
