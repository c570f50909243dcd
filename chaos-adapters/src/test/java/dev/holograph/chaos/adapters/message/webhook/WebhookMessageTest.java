package dev.holograph.chaos.adapters.message.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.message.Outcomes;
import dev.holograph.chaos.adapters.message.TestContext;
import dev.holograph.chaos.adapters.message.WebServer;
import dev.holograph.chaos.adapters.message.WebServer.Answer;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The JSON of a generic webhook, which others build upon. */
class WebhookMessageTest {

    @Test
    void allThatIsKnownIsPostedOnce() throws Exception {
        try (WebServer server = WebServer.answering(Answer.of(204, ""))) {
            new WebhookMessageProvider()
                    .messenger(TestContext.settings("server", "hook"))
                    .get()
                    .send(
                            Outcomes.breach(),
                            new TestContext(Map.of("hook", server.url("/chaos"))),
                            TestContext.deadline());
            assertThat(server.requests).hasSize(1);
            JsonObject json = new JsonObject(server.requests.get(0).body());
            assertThat(json.fieldNames())
                    .containsExactly(
                            "version",
                            "id",
                            "result",
                            "headline",
                            "project",
                            "environment",
                            "commit",
                            "started",
                            "ended",
                            "problem",
                            "scenarios",
                            "links");
            assertThat(json.getInteger("version")).isEqualTo(1);
            assertThat(json.getString("result")).isEqualTo("BREACH");
            JsonObject scenario = json.getJsonArray("scenarios").getJsonObject(0);
            assertThat(scenario.getBoolean("fixed")).isFalse();
            assertThat(scenario.getValue("before")).isNull();
            assertThat(scenario.getJsonArray("objectives").stream().map(String::valueOf))
                    .anySatisfy(objective -> assertThat(objective)
                            .contains(
                                    "\"objective\":\"error_rate < 5%\"",
                                    "\"result\":\"BREACH\"", "\"measured\":\"19.98%\""));
        }
    }

    @Test
    void whatIsFixedIsMarked() {
        JsonObject scenario = new JsonObject(WebhookJson.json(Outcomes.fixed()))
                .getJsonArray("scenarios")
                .getJsonObject(0);
        assertThat(scenario.getBoolean("fixed")).isTrue();
        assertThat(scenario.getString("before")).isEqualTo("BREACH");
    }
}
